# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: c
c: b ; @echo c
b: a ; @echo b
a: ; @echo a
END
run -j4

: <<'EXPECT'
$ make -j4
a
b
c
[exit 0]
EXPECT
