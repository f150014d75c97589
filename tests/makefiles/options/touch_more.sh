# SPDX-License-Identifier: Apache-2.0
# -t touches in the order of making, but no phony targets, and runs `+` lines.
makefile <<'END'
all: a b c
a: src ; @echo never
b: a ; @echo never
c: ; +@echo runs
.PHONY: all
END
old src
run -t
tree
run -t
run -ts

: <<'EXPECT'
$ make -t
touch a
touch b
runs
[exit 0]
Makefile
a
b
src
$ make -t
runs
[exit 0]
$ make -ts
runs
[exit 0]
EXPECT
