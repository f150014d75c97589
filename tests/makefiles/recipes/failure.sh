# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b
a:
	@echo one
	@exit 3
	@echo never
b: ; @echo b
END
run
run -k
run -i

: <<'EXPECT'
$ make
one
2> make: *** [Makefile:4: a] Error 3
[exit 2]
$ make -k
one
b
2> make: *** [Makefile:4: a] Error 3
2> make: Target 'all' not remade because of errors.
[exit 2]
$ make -i
one
never
b
2> make: [Makefile:4: a] Error 3 (ignored)
[exit 0]
EXPECT
