# SPDX-License-Identifier: Apache-2.0
mkdir inc; echo 'A = found' >inc/a.mk
makefile <<'END'
include a.mk
all: ; @echo $(A)
END
run -I inc
run

: <<'EXPECT'
$ make -I inc
found
[exit 0]
$ make
2> Makefile:1: a.mk: No such file or directory
2> make: *** No rule to make target 'a.mk'.  Stop.
[exit 2]
EXPECT
