# SPDX-License-Identifier: Apache-2.0
old a.x
makefile <<'END'
all: a.z
%.z: %.y ; cp $< $@
%.y: %.x ; cp $< $@
END
run
run
tree

: <<'EXPECT'
$ make
cp a.x a.y
cp a.y a.z
rm a.y
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
Makefile
a.x
a.z
EXPECT
