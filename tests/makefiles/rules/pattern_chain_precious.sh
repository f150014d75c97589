# SPDX-License-Identifier: Apache-2.0
old a.x
makefile <<'END'
all: a.z
%.z: %.y ; cp $< $@
%.y: %.x ; cp $< $@
.PRECIOUS: %.y
END
run
tree

: <<'EXPECT'
$ make
cp a.x a.y
cp a.y a.z
[exit 0]
Makefile
a.x
a.y
a.z
EXPECT
