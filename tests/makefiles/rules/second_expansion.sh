# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.SECONDEXPANSION:
a_deps = x y
all: a b
a b: $$($$@_deps) ; @echo $@: $^
x y: ; @:
b_deps = y
END
run

: <<'EXPECT'
$ make
a: x y
b: y
[exit 0]
EXPECT
