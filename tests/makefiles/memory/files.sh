# SPDX-License-Identifier: Apache-2.0
# What a run has seen may be remembered; each change of a file is noticed.
mkdir .xb src inc
old one.h src/a.in src/b.in inc/found.h
makefile <<'END'
vpath %.h inc
$(info sources $(wildcard src/*.in) made $(wildcard *.out))
all: a.out b.out found
%.out: src/%.in one.h
	cat $^ >$@
found: found.h
	cp $< $@
-include extra.mk
END
run
run
run
touch one.h
run
run
old b.out
run
run
rm a.out
run -q
run
run
touch src/c.in
run
run
rm src/c.in
run
echo 'all: c' >extra.mk
run
run
echo 'c: ; touch $@' >>extra.mk
run
run
touch found.h
run
run
rm extra.mk
run

: <<'EXPECT'
$ make
sources src/a.in src/b.in made\s
cat src/a.in one.h >a.out
cat src/b.in one.h >b.out
cp inc/found.h found
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
cat src/a.in one.h >a.out
cat src/b.in one.h >b.out
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
cat src/b.in one.h >b.out
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make -q
sources src/a.in src/b.in made b.out
[exit 1]
$ make
sources src/a.in src/b.in made b.out
cat src/a.in one.h >a.out
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in src/c.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in src/c.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
2> make: *** No rule to make target 'c', needed by 'all'.  Stop.
[exit 2]
$ make
sources src/a.in src/b.in made a.out b.out
2> make: *** No rule to make target 'c', needed by 'all'.  Stop.
[exit 2]
$ make
sources src/a.in src/b.in made a.out b.out
touch c
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
cp found.h found
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
$ make
sources src/a.in src/b.in made a.out b.out
make: Nothing to be done for 'all'.
[exit 0]
EXPECT
