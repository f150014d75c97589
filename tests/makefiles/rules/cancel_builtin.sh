# SPDX-License-Identifier: Apache-2.0
touch a.c
makefile <<'END'
%.o: %.c
all: a.o
END
run

: <<'EXPECT'
$ make
2> make: *** No rule to make target 'a.o', needed by 'all'.  Stop.
[exit 2]
EXPECT
