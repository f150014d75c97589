# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b
a: ; @echo a
END
run
run -k
run none
run -k none a

: <<'EXPECT'
$ make
a
2> make: *** No rule to make target 'b', needed by 'all'.  Stop.
[exit 2]
$ make -k
a
2> make: *** No rule to make target 'b', needed by 'all'.
2> make: Target 'all' not remade because of errors.
[exit 2]
$ make none
2> make: *** No rule to make target 'none'.  Stop.
[exit 2]
$ make -k none a
a
2> make: *** No rule to make target 'none'.
[exit 2]
EXPECT
