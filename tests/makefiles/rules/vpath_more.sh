# SPDX-License-Identifier: Apache-2.0
# vpath by pattern and VPATH: what is found, and what is made.
makefile <<'END'
vpath %.c one:two
vpath %.h inc
VPATH = three
all: a.o b.o
%.o: %.c x.h ; @echo $@: $^ $<
data: d.txt ; @echo $@: $^
vpath %.h
late: x.h ; @echo $^
END
mkdir one two inc three
old one/a.c two/a.c two/b.c inc/x.h three/d.txt three/x.h
run
run data late

: <<'EXPECT'
$ make
a.o: one/a.c three/x.h one/a.c
b.o: two/b.c three/x.h two/b.c
[exit 0]
$ make data late
data: three/d.txt
three/x.h
[exit 0]
EXPECT
