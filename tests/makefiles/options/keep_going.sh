# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b c
a: ; @false
b: a ; @echo b
c: ; @echo c
END
run -k

: <<'EXPECT'
$ make -k
c
2> make: *** [Makefile:2: a] Error 1
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
