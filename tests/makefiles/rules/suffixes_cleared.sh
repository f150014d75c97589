# SPDX-License-Identifier: Apache-2.0
# .SUFFIXES without prerequisites forgets all, with some adds.
makefile <<'END'
.SUFFIXES:
.SUFFIXES: .in .out
all: a.out b.o
.in.out: ; @echo $@ from $< [$*]
.c.o: ; @echo never a rule
b.o: ; @echo $@ by hand
END
old a.in
run
run .c.o

: <<'EXPECT'
$ make
a.out from a.in [a]
b.o by hand
[exit 0]
$ make .c.o
never a rule
[exit 0]
EXPECT
