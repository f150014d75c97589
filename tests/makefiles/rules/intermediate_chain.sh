# SPDX-License-Identifier: Apache-2.0
# Files in between are removed, and not made again while they are not needed.
makefile <<'END'
all: a.out
%.out: %.mid ; @echo $@ from $<; cp $< $@
%.mid: %.pre ; @echo $@ from $<; cp $< $@
%.pre: %.src ; @echo $@ from $<; cp $< $@
END
old a.src
run
run
touch a.src
run
tree

: <<'EXPECT'
$ make
a.pre from a.src
a.mid from a.pre
a.out from a.mid
rm a.pre a.mid
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
a.pre from a.src
a.mid from a.pre
a.out from a.mid
rm a.pre a.mid
[exit 0]
Makefile
a.out
a.src
EXPECT
