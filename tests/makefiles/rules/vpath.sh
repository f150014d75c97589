# SPDX-License-Identifier: Apache-2.0
mkdir src; old src/a.c
makefile <<'END'
VPATH = src
a.o: a.c
	@echo $< $^; touch $@
END
run
run

: <<'EXPECT'
$ make
src/a.c src/a.c
[exit 0]
$ make
make: 'a.o' is up to date.
[exit 0]
EXPECT
