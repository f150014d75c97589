# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: x y
x y: z ; @echo $@ $<
z: ; @echo z
END
run

: <<'EXPECT'
$ make
z
x z
y z
[exit 0]
EXPECT
