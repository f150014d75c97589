# SPDX-License-Identifier: Apache-2.0
mkdir src; old src/a.x
makefile <<'END'
vpath %.x src
all: a.y
%.y: %.x ; @echo $< $*
END
run

: <<'EXPECT'
$ make
src/a.x a
[exit 0]
EXPECT
