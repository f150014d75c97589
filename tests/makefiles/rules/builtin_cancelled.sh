# SPDX-License-Identifier: Apache-2.0
# A pattern rule without a recipe takes a built-in one away.
makefile <<'END'
%.o: %.c
all: a.o
END
old a.c
run

: <<'EXPECT'
$ make
2> make: *** No rule to make target 'a.o', needed by 'all'.  Stop.
[exit 2]
EXPECT
