# SPDX-License-Identifier: Apache-2.0
# A pool has a depth.
manifest <<'END'
pool p
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected 'depth =' line
[exit 1]
EXPECT
