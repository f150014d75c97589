# SPDX-License-Identifier: Apache-2.0
# The built-in rules for several languages, as -n shows them.
makefile <<'END'
all: a.o b.o c.o d.o e.o f.o g
END
old a.c b.cc c.cpp d.C e.s f.S g.c
run -n CC=cc CXX=c++ AS=as
run -n CFLAGS=-g CXXFLAGS=-g CPPFLAGS=-I. TARGET_ARCH=-m64 LDFLAGS=-L. LDLIBS=-lm all

: <<'EXPECT'
$ make -n CC=cc CXX=c++ AS=as
cc    -c -o a.o a.c
c++    -c -o b.o b.cc
c++    -c -o c.o c.cpp
c++    -c -o d.o d.C
as   -o e.o e.s
cc    -c -o f.o f.S
cc     g.c   -o g
[exit 0]
$ make -n CFLAGS=-g CXXFLAGS=-g CPPFLAGS=-I. TARGET_ARCH=-m64 LDFLAGS=-L. LDLIBS=-lm all
cc -g -I. -m64 -c -o a.o a.c
g++ -g -I. -m64 -c -o b.o b.cc
g++ -g -I. -m64 -c -o c.o c.cpp
g++ -g -I. -m64 -c -o d.o d.C
as   -o e.o e.s
cc  -I.  -c -o f.o f.S
cc -g -I. -L. -m64 g.c  -lm -o g
[exit 0]
EXPECT
