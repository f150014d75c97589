# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b
a: ; @false
b: a ; @echo never
END
run -j2
run -j2 -k

: <<'EXPECT'
$ make -j2
2> make: *** [Makefile:2: a] Error 1
[exit 2]
$ make -j2 -k
2> make: *** [Makefile:2: a] Error 1
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
