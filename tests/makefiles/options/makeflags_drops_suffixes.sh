# SPDX-License-Identifier: Apache-2.0
# With the built-in rules go their suffixes, unless the Makefile adds some.
makefile <<'END'
MAKEFLAGS += -r
all: q.c x.h
%: s ; @echo $@ from $<
s:;
Makefile:;
END
old q.c
run
echo '.SUFFIXES: .q' >>Makefile
run q.c
run x.h

: <<'EXPECT'
$ make
q.c from s
x.h from s
all from s
[exit 0]
$ make q.c
make: Nothing to be done for 'q.c'.
[exit 0]
$ make x.h
2> make: *** No rule to make target 'x.h'.  Stop.
[exit 2]
EXPECT
