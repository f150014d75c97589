# SPDX-License-Identifier: Apache-2.0
# A colon behind a backslash is part of a target's name.
makefile <<'END'
N = n\:o: c\:d
all: c\:d Foo\:\:Bar.3 x\:1 p\:q.o n\:o
c\:d:
	@echo "$@"
Foo\:\:Bar.3: ; @echo "$@"
x\:1:: ; @echo one "$@"
x\:1:: ; @echo two "$@" $V
x\:1: V = v
p\:q.o: p\:%.o: r\:%.c c\:d ; @echo "$@ $^ $*"
r\:%.c: ; @echo "$@ $*"
$N ; @echo "$@ $^"
END
run
run Foo::Bar.3
makefile <<'END'
a\:b c d\:e: f\:g ; @echo "$@ $<"
f\:g: ; @echo "$@"
back\\: ; @echo '$@'
END
run a:b c d:e 'back\'

: <<'EXPECT'
$ make
c:d
Foo::Bar.3
one x:1
two x:1 v
r:q.c q
p:q.o r:q.c c:d q
n:o c:d
[exit 0]
$ make Foo::Bar.3
Foo::Bar.3
[exit 0]
$ make a:b c d:e back\
f:g
a:b f:g
c f:g
d:e f:g
back\
[exit 0]
EXPECT
