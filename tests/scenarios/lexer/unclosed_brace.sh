# SPDX-License-Identifier: Apache-2.0
# A brace that is not closed is a bad escape.
manifest <<'END'
x = ${name
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: bad $-escape (literal $ must be written as $$)
2> x = ${name
2>     ^ near here
[exit 1]
EXPECT
