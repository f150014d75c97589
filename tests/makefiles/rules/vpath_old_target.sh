# SPDX-License-Identifier: Apache-2.0
mkdir d; stamp 1000 d/a; stamp 2000 b
makefile <<'END'
VPATH = d
all: a ; @echo all $<
a: b ; @echo build $@; touch $@
END
run
tree

: <<'EXPECT'
$ make
build a
all a
[exit 0]
Makefile
a
b
d/a
EXPECT
