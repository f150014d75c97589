# SPDX-License-Identifier: Apache-2.0
touch a.c
makefile <<'END'
all: ; @echo [$(CC)] [$(origin CC)] [$(SUFFIXES)]
END
run -R
run -r
run -r a.o

: <<'EXPECT'
$ make -R
[] [undefined] []
[exit 0]
$ make -r
[cc] [default] []
[exit 0]
$ make -r a.o
2> make: *** No rule to make target 'a.o'.  Stop.
[exit 2]
EXPECT
