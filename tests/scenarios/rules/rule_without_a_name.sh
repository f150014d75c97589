# SPDX-License-Identifier: Apache-2.0
# A rule has a name.
manifest <<'END'
rule
  command = a
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected rule name
2> rule
2>     ^ near here
[exit 1]
EXPECT
