# SPDX-License-Identifier: Apache-2.0
mkdir src inc; old src/a.c inc/a.h
makefile <<'END'
vpath %.c src
vpath %.h inc
a.o: a.c a.h ; @echo $^ $(<D)
END
run

: <<'EXPECT'
$ make
src/a.c inc/a.h src
[exit 0]
EXPECT
