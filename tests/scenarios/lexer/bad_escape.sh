# SPDX-License-Identifier: Apache-2.0
# An unknown escape is an error at its place.
manifest <<'END'
x = a$!b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: bad $-escape (literal $ must be written as $$)
2> x = a$!b
2>      ^ near here
[exit 1]
EXPECT
