# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
S = a.c b.c c.h
$(info $(S:.c=.o) | $(S:%.c=%.o) | ${S:%.c=d/%.o} | $(S:.c=) | $(S:x%=y%))
all: ;
END
run

: <<'EXPECT'
$ make
a.o b.o c.h | a.o b.o c.h | d/a.o d/b.o c.h | a b c.h | a.c b.c c.h
make: 'all' is up to date.
[exit 0]
EXPECT
