# SPDX-License-Identifier: Apache-2.0
old a.in
makefile <<'END'
.SUFFIXES:
.SUFFIXES: .in
.in: ; @echo $< $@
all: a
END
run

: <<'EXPECT'
$ make
a.in a
[exit 0]
EXPECT
