# SPDX-License-Identifier: Apache-2.0
# The % in a pattern with variables is at least one character.
makefile <<'END'
F = 0
all: lib libx b.o ab.o d/lib lib/x
lib%: F = lib
%b.o: F := object
%: G = any
lib%: G += lib
lib libx b.o ab.o d/lib lib/x: ; @echo '$@ $F $G'
END
run

: <<'EXPECT'
$ make
lib 0 any
libx lib any lib
b.o 0 any
ab.o object any
d/lib 0 any
lib/x lib any lib
[exit 0]
EXPECT
