# SPDX-License-Identifier: Apache-2.0
old a.x
makefile <<'END'
a.z: a.y ; cp $< $@
a.y: a.x ; cp $< $@
.INTERMEDIATE: a.y
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
make: 'a.z' is up to date.
[exit 0]
Makefile
a.x
a.z
EXPECT
