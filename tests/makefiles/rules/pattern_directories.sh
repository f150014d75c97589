# SPDX-License-Identifier: Apache-2.0
# Patterns with and without a directory.
makefile <<'END'
all: out/a.o deep/out/b.o src/c.o
out/%.o: src/%.c ; @echo 1 $@ $< $*
%.o: %.c ; @echo 2 $@ $< $* $(*D) $(*F)
deep/out/b.o: deep/out/b.c
src/%.c deep/out/%.c: ; @:
END
mkdir src
old src/a.c src/c.c
run

: <<'EXPECT'
$ make
1 out/a.o src/a.c a
2 deep/out/b.o deep/out/b.c deep/out/b deep/out b
2 src/c.o src/c.c src/c src c
[exit 0]
EXPECT
