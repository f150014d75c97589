# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# A file that a pattern rule makes beside another, and that only other rules
# want, is one in between.
makefile <<'END'
all: x.b x.e
%.b %.q: %.a ; touch x.b x.q
%.e: %.q ; touch $@
%.o %.y: %.c ; touch $@ $*.y
END
old x.a t.c
run
run
rm -f x.b x.e
old x.q
run
run t.o
tree

: <<'EXPECT'
$ make
touch x.b x.q
touch x.e
rm x.q
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
touch x.b x.q
touch x.e
rm x.q
[exit 0]
$ make t.o
touch t.o t.y
rm t.y
2> make: Circular t.y <- t.c dependency dropped.
[exit 0]
Makefile
t.c
t.o
x.a
x.b
x.e
EXPECT
