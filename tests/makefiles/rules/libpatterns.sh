# SPDX-License-Identifier: Apache-2.0
mkdir d; old d/libfoo.a
makefile <<'END'
VPATH = d
all: -lfoo ; @echo $<
END
run

: <<'EXPECT'
$ make
d/libfoo.a
[exit 0]
EXPECT
