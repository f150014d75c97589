# SPDX-License-Identifier: Apache-2.0
# Without that requirement `$^` is a bad escape.
# normalise: ^(2> ninja: error: build.ninja:1:) .* => \1
manifest <<'END'
x = one$^two
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: bad $-escape (literal $ must be written as $$)
2> x = one$^two
2>        ^ near here
[exit 1]
EXPECT
