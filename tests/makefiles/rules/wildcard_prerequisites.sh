# SPDX-License-Identifier: Apache-2.0
old b.x a.x
makefile <<'END'
all: *.x ; @echo $^
END
run

: <<'EXPECT'
$ make
a.x b.x
[exit 0]
EXPECT
