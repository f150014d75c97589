# SPDX-License-Identifier: Apache-2.0
# A name that a Makefile mentions is found by a search path, file or no file.
mkdir vp sub
old sub/s.c sub/m.c
makefile <<'END'
all: vp/s.c
	@echo all $^
vpath %.c vp sub
user: m.c vp/u.c
	@echo user $^
vp/u.c:;@echo $@
%.o: %.c
	@echo $@ from $<
END
run s.c
run m.c
run user
run s.o
run m.o u.o
run u.c
: <<'EXPECT'
$ make s.c
2> make: *** No rule to make target 'vp/s.c'.  Stop.
[exit 2]
$ make m.c
make: Nothing to be done for 'sub/m.c'.
[exit 0]
$ make user
vp/u.c
user sub/m.c vp/u.c
[exit 0]
$ make s.o
2> make: *** No rule to make target 'vp/s.c', needed by 's.o'.  Stop.
[exit 2]
$ make m.o u.o
m.o from sub/m.c
vp/u.c
u.o from vp/u.c
[exit 0]
$ make u.c
vp/u.c
[exit 0]
EXPECT
