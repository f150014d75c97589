# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
all: a .WAIT b .WAIT c
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
