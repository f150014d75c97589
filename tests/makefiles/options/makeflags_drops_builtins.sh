# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
MAKEFLAGS += -rR
LEX = mine
all: ; @echo [$(CC)] $(origin CC) $(LEX) $(@F)
%.o: %.c ; echo own $<
END
touch x.c
run
run x.o
run x
run LD=a
: <<'EXPECT'
$ make
[] undefined mine all
[exit 0]
$ make x.o
echo own x.c
own x.c
[exit 0]
$ make x
2> make: *** No rule to make target 'x'.  Stop.
[exit 2]
$ make LD=a
[] undefined mine all
[exit 0]
EXPECT
