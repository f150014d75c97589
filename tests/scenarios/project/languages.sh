# SPDX-License-Identifier: Apache-2.0
# C, C++ and assembler, a precompiled header, sources compiled as one, shared
# libraries, objects, and the order of libraries.
# xb-only: ninja reads no project file
# needs: program c++
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9/]*\] //' "$SCRATCH/out" | LC_ALL=C sort
  echo "[exit $status]"
}
cat >xb.toml <<'END'
jobs = 1
[project]
cxx_std = "c++17"

[target.base]
type = "static"
sources = ["base.c", "empty.S"]
public.defines = ["BASE=1"]

[target.middle]
type = "static"
sources = ["middle.cc"]
pch = "all.h"
deps = ["base"]

[target.parts]
type = "object"
sources = ["part*.c"]
unity = 2

[target.shared]
type = "shared"
version = "2.1"
sources = ["shared.c"]
public.includes = ["include"]

[target.app]
sources = ["app.c"]
deps = ["base", "middle", "parts", "shared"]
END
mkdir include
echo 'int base(void) { return BASE; }' >base.c
echo '#include <string>' >all.h
: >empty.S
cat >middle.cc <<'END'
extern "C" int base(void);
extern "C" int middle(void) { return base() + int(std::string("two").size()); }
END
for i in 1 2 3; do echo "int part$i(void) { return $i; }" >part$i.c; done
echo 'int shared(void) { return 100; }' >shared.c
echo 'int shared(void);' >include/shared.h
cat >app.c <<'END'
#include <stdio.h>
#include "shared.h"
int base(void), middle(void), part1(void), part2(void), part3(void);
int main(void) {
  return printf("%d %d\n", BASE + base() + middle(),
                part1() + part2() + part3() + shared()) < 0;
}
END
try
build/dev/app
try
echo "the header changes:"
edit all.h '#include <string>
#include <vector>'
try
try -p prod
build/prod/app

: <<'EXPECT'
$ xb
AR build/dev/libbase.a
AR build/dev/libmiddle.a
AS build/dev/obj/base/empty.S.o
CC build/dev/obj/app/app.c.o
CC build/dev/obj/base/base.c.o
CC build/dev/obj/parts/unity-0.c.o
CC build/dev/obj/parts/unity-1.c.o
CC build/dev/obj/shared/shared.c.o
CXX build/dev/obj/middle/middle.cc.o
INCLUDES build/dev/obj/middle/pch-cxx.h
INCLUDES build/dev/obj/parts/unity-0.c
INCLUDES build/dev/obj/parts/unity-1.c
LINK build/dev/app
LINK build/dev/libshared.so
PCH build/dev/obj/middle/pch-cxx.h.gch
[exit 0]
6 106
$ xb
xb: no work to do.
[exit 0]
the header changes:
$ xb
AR build/dev/libmiddle.a
CXX build/dev/obj/middle/middle.cc.o
INCLUDES build/dev/obj/middle/pch-cxx.h
LINK build/dev/app
PCH build/dev/obj/middle/pch-cxx.h.gch
[exit 0]
$ xb -p prod
AR build/prod/libbase.a
AR build/prod/libmiddle.a
AS build/prod/obj/base/empty.S.o
CC build/prod/obj/app/app.c.o
CC build/prod/obj/base/base.c.o
CC build/prod/obj/parts/unity-0.c.o
CC build/prod/obj/parts/unity-1.c.o
CC build/prod/obj/shared/shared.c.o
CXX build/prod/obj/middle/middle.cc.o
INCLUDES build/prod/obj/middle/pch-cxx.h
INCLUDES build/prod/obj/parts/unity-0.c
INCLUDES build/prod/obj/parts/unity-1.c
LINK build/prod/app
LINK build/prod/libshared.so
PCH build/prod/obj/middle/pch-cxx.h.gch
[exit 0]
6 106
EXPECT
