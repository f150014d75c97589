# SPDX-License-Identifier: Apache-2.0
old a.in b.c
makefile <<'END'
.SUFFIXES: .in .out
.in.out:
	@echo $< $@ $*; cp $< $@
all: a.out
END
run

: <<'EXPECT'
$ make
a.in a.out a
[exit 0]
EXPECT
