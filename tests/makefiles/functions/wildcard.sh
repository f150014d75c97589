# SPDX-License-Identifier: Apache-2.0
touch b.c a.c c.h .hidden.c
mkdir d; touch d/x.c d/y.c
makefile <<'END'
$(info $(wildcard *.c) | $(wildcard *.h d/*.c) | $(wildcard none*) | $(wildcard a.c none.c) | $(wildcard [ab].c) | $(wildcard ?.h) | $(wildcard */) | $(wildcard d/*) )
all: ;
END
run

: <<'EXPECT'
$ make
a.c b.c | c.h d/x.c d/y.c |  | a.c | a.c b.c | c.h | d/ | d/x.c d/y.c\s
make: 'all' is up to date.
[exit 0]
EXPECT
