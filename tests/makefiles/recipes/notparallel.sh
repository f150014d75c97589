# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.NOTPARALLEL:
all: a b c
a b c: ; @echo $@
END
run -j3

: <<'EXPECT'
$ make -j3
a
b
c
[exit 0]
EXPECT
