# SPDX-License-Identifier: Apache-2.0
# A pool has no other variable.
manifest <<'END'
pool p
  width = 1
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: unexpected variable 'width'
2>   width = 1
2>            ^ near here
[exit 1]
EXPECT
