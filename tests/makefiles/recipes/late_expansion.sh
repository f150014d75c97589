# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a ; @echo $(wildcard a)
a: ; touch a
END
run

: <<'EXPECT'
$ make
touch a
a
[exit 0]
EXPECT
