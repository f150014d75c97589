# SPDX-License-Identifier: Apache-2.0
old a.x
makefile <<'END'
all: a.z
%.z: %.y ; @echo z; cp $< $@
%.y: %.x ; @echo y; cp $< $@
END
run -j2
tree

: <<'EXPECT'
$ make -j2
y
z
rm a.y
[exit 0]
Makefile
a.x
a.z
EXPECT
