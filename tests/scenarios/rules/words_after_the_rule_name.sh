# SPDX-License-Identifier: Apache-2.0
# Nothing follows the name.
manifest <<'END'
rule a b
  command = a
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected newline, got identifier
2> rule a b
2>        ^ near here
[exit 1]
EXPECT
