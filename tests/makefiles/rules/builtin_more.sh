# SPDX-License-Identifier: Apache-2.0
touch a.s b.S c.cc d.cpp e.f f.y g.l h.sh
run -n a.o b.o c.o d.o e.o f.c h
run -n -r a.o

: <<'EXPECT'
$ make -n a.o b.o c.o d.o e.o f.c h
as   -o a.o a.s
cc    -c -o b.o b.S
g++    -c -o c.o c.cc
g++    -c -o d.o d.cpp
f77   -c -o e.o e.f
yacc  f.y\s
mv -f y.tab.c f.c
cat h.sh >h\s
chmod a+x h
[exit 0]
$ make -n -r a.o
2> make: *** No rule to make target 'a.o'.  Stop.
[exit 2]
EXPECT
