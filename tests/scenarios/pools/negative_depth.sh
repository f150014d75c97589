# SPDX-License-Identifier: Apache-2.0
# A depth below zero is an error.
manifest <<'END'
pool p
  depth = -1
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: invalid pool depth
2>   depth = -1
2>             ^ near here
[exit 1]
EXPECT
