# SPDX-License-Identifier: Apache-2.0
echo 1 >a.o; echo 2 >b.o
makefile <<'END'
lib.a: lib.a(a.o b.o) ; @echo lib $(notdir $^)
(%): % ; @echo add $@ $% $<; ar -rcU $@ $<
END
run
ar t lib.a

: <<'EXPECT'
$ make
add lib.a a.o a.o
add lib.a b.o b.o
lib a.o b.o
[exit 0]
a.o
b.o
EXPECT
