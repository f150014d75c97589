# SPDX-License-Identifier: Apache-2.0
# Archivers that make the same archive each time leave no times in it: such
# members count as missing.
makefile <<'END'
lib.a: lib.a(a.o b.o) ; @echo $@ of $^, new: $?
lib.a(a.o b.o): ; @echo $%; ar rcD $@ $%
dated: dated.a(a.o b.o) ; @echo $@ of $^, new: $?
dated.a(a.o b.o): ; @echo $%; ar rcU $@ $%
END
old a.o b.o
run
run
run -t
run dated
run dated

: <<'EXPECT'
$ make
a.o
b.o
lib.a of a.o b.o, new: a.o b.o
[exit 0]
$ make
a.o
b.o
lib.a of a.o b.o, new: a.o b.o
[exit 0]
$ make -t
touch lib.a(a.o)
touch lib.a(b.o)
touch lib.a
[exit 0]
$ make dated
a.o
b.o
dated of a.o b.o, new: a.o b.o
[exit 0]
$ make dated
dated of a.o b.o, new: a.o b.o
[exit 0]
EXPECT
