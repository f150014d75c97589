# SPDX-License-Identifier: Apache-2.0
echo 'int a;' >a.c
makefile <<'END'
lib.a(a.o):
ARFLAGS = -rU
CC = @touch a.o; echo
END
run -n

: <<'EXPECT'
$ make -n
touch a.o; echo    -c -o a.o a.c
ar -rU lib.a a.o
rm a.o
[exit 0]
EXPECT
