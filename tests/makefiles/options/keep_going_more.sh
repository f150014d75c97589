# SPDX-License-Identifier: Apache-2.0
# -k: what depends on a failure is not made, all else is.
makefile <<'END'
all: a b c
a: bad ; @echo a
b: ; @echo b
c: missing ; @echo c
bad: ; @false
END
run -k
run -k -S
run --keep-going b a

: <<'EXPECT'
$ make -k
b
2> make: *** [Makefile:5: bad] Error 1
2> make: *** No rule to make target 'missing', needed by 'c'.
2> make: Target 'all' not remade because of errors.
[exit 2]
$ make -k -S
2> make: *** [Makefile:5: bad] Error 1
[exit 2]
$ make --keep-going b a
b
2> make: *** [Makefile:5: bad] Error 1
2> make: Target 'a' not remade because of errors.
[exit 2]
EXPECT
