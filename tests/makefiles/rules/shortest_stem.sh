# SPDX-License-Identifier: Apache-2.0
mkdir -p lib; old lib/foo.x
makefile <<'END'
all: lib/foo.y
%.y: %.x ; @echo general $*
lib/%.y: lib/%.x ; @echo special $*
END
run

: <<'EXPECT'
$ make
special foo
[exit 0]
EXPECT
