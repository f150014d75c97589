# SPDX-License-Identifier: Apache-2.0
old a.x
makefile <<'END'
all: a.z
%.z: %.y ; cp $< $@
%.y: %.x ; cp $< $@
.SECONDARY: a.y
END
run
tree
rm a.y
run

: <<'EXPECT'
$ make
cp a.x a.y
cp a.y a.z
[exit 0]
Makefile
a.x
a.y
a.z
$ make
make: Nothing to be done for 'all'.
[exit 0]
EXPECT
