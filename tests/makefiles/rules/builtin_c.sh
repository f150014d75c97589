# SPDX-License-Identifier: Apache-2.0
echo 'int main(void) { return 0; }' >a.c
makefile <<'END'
CC = echo cc
END
run a CFLAGS=-O
run a.o CPPFLAGS=-D
run a LDLIBS=-lm -n

: <<'EXPECT'
$ make a CFLAGS=-O
echo cc -O    a.c   -o a
cc -O a.c -o a
[exit 0]
$ make a.o CPPFLAGS=-D
echo cc  -D  -c -o a.o a.c
cc -D -c -o a.o a.c
[exit 0]
$ make a LDLIBS=-lm -n
echo cc     a.c  -lm -o a
[exit 0]
EXPECT
