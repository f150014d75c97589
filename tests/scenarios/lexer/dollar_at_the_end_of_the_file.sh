# SPDX-License-Identifier: Apache-2.0
# A dollar with nothing behind it is an error.
printf 'x = a$' | manifest
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: bad $-escape (literal $ must be written as $$)
2> x = a$
2>      ^ near here
[exit 1]
EXPECT
