# SPDX-License-Identifier: Apache-2.0
# What $(shell) says is asked again, and what it does is done again, once.
mkdir .xb
old plain
echo 1.0 >VERSION
makefile <<'END'
A := $(shell cat VERSION)
B := $(shell cat ticks 2>/dev/null; echo x >>ticks)
C := $(shell cmp -s input generated || cp input generated)
$(info version $(A) ticks $(words $(B)))
D := $(shell echo words on stderr >&2)
all: out
out: generated plain
	cat $^ >$@
END
echo a >input
run
run
run
echo 1.1 >VERSION
run
echo b >input
run
run
show generated ticks
run
echo c >ticks
run

: <<'EXPECT'
$ make
version 1.0 ticks 0
cat generated plain >out
2> words on stderr
[exit 0]
$ make
version 1.0 ticks 1
make: Nothing to be done for 'all'.
2> words on stderr
[exit 0]
$ make
version 1.0 ticks 2
make: Nothing to be done for 'all'.
2> words on stderr
[exit 0]
$ make
version 1.1 ticks 3
make: Nothing to be done for 'all'.
2> words on stderr
[exit 0]
$ make
version 1.1 ticks 4
cat generated plain >out
2> words on stderr
[exit 0]
$ make
version 1.1 ticks 5
make: Nothing to be done for 'all'.
2> words on stderr
[exit 0]
--- generated
b
--- ticks
x
x
x
x
x
x
$ make
version 1.1 ticks 6
make: Nothing to be done for 'all'.
2> words on stderr
[exit 0]
$ make
version 1.1 ticks 1
make: Nothing to be done for 'all'.
2> words on stderr
[exit 0]
EXPECT
