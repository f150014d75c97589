# SPDX-License-Identifier: Apache-2.0
# Trees with a configure, a CMakeLists.txt and a meson.build, each of which is
# built with the one before and finds it by its own means.
# xb-only: ninja knows no dependencies
# needs: program cmake
# needs: program meson
# needs: program pkg-config
mkdir low mid top
cat >low/configure <<'EOF'
#!/bin/sh
number=1
for word; do
  case $word in
    --prefix=*) prefix=${word#*=} ;;
    --libdir=*) libdir=${word#*=} ;;
    --with-number=*) number=${word#*=} ;;
    *) echo "configure: what is $word?" >&2; exit 1 ;;
  esac
done
sed "s|@prefix@|$prefix|; s|@libdir@|$libdir|; s|@number@|$number|
  s|@cflags@|$CFLAGS|" Makefile.in >Makefile
EOF
chmod +x low/configure
cat >low/Makefile.in <<'EOF'
liblow.a: low.o
	ar rcs $@ low.o
low.o: low.c
	$(CC) @cflags@ -DNUMBER=@number@ -c low.c
install: liblow.a
	mkdir -p $(DESTDIR)@libdir@ $(DESTDIR)@prefix@/include
	cp liblow.a $(DESTDIR)@libdir@
	cp low.h $(DESTDIR)@prefix@/include
EOF
echo 'int low(void);' >low/low.h
echo 'int low(void) { return NUMBER + MORE; }' >low/low.c

cat >mid/CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.18)
project(mid C)
option(DOUBLE "" OFF)
find_library(low low REQUIRED)
find_path(low_headers low.h REQUIRED)
add_library(mid mid.c)
target_include_directories(mid PRIVATE ${low_headers})
if(DOUBLE)
  target_compile_definitions(mid PRIVATE FACTOR=2)
endif()
include(GNUInstallDirs)
file(WRITE ${CMAKE_BINARY_DIR}/mid.pc "Name: mid
Description: mid
Version: 1
Cflags: -I${CMAKE_INSTALL_FULL_INCLUDEDIR}
Libs: -L${CMAKE_INSTALL_FULL_LIBDIR} -lmid
")
install(TARGETS mid)
install(FILES mid.h TYPE INCLUDE)
install(FILES ${CMAKE_BINARY_DIR}/mid.pc DESTINATION lib/pkgconfig)
EOF
echo 'int mid(void);' >mid/mid.h
cat >mid/mid.c <<'EOF'
#include <low.h>
int mid(void) { return FACTOR * low(); }
EOF

cat >top/meson.build <<'EOF'
project('top', 'c')
low = meson.get_compiler('c').find_library('low', dirs: get_option('low'))
lib = library('top', 'top.c', dependencies: [dependency('mid'), low],
              install: true)
install_headers('top.h')
executable('topper', 'main.c', link_with: lib, install: true)
EOF
echo "option('low', type: 'string')" >top/meson_options.txt
echo 'int top(void);' >top/top.h
cat >top/top.c <<'EOF'
#include <mid.h>
int top(void) { return mid() + 100; }
EOF
cat >top/main.c <<'EOF'
#include "top.h"
int main(void) { return top() != 114; }
EOF

cat >xb.toml <<'EOF'
[dependency.low]
path = "low"
build = "autotools"
args = ["--with-number=4"]
cflags = "-DMORE=3"
libs = ["lib/liblow.a"]
includes = ["include"]
[dependency.mid]
path = "mid"
build = "cmake"
args = ["-DDOUBLE=ON"]
libs = ["lib/libmid.a"]
includes = ["include"]
deps = ["low"]
[dependency.top]
path = "top"
build = "meson"
args = ["-Dlow=$XB_DEP_LOW/lib"]
libs = ["lib/libtop.a"]
includes = ["include"]
programs = ["bin/topper"]
deps = ["mid", "low"]
[target.app]
sources = ["app.c"]
deps = ["top"]
EOF
cat >app.c <<'EOF'
#include <stdio.h>
#include <top.h>
int main(void) { return printf("%d\n", top()) < 0; }
EOF
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9]*\/[0-9]*\] //' "$SCRATCH/out" |
    grep '^DEP\|^CC\|^LINK\|^xb: '
  echo "[exit $status]"
}
try
build/dev/app
build/dev/deps/top/bin/topper && echo "topper agrees"
tree build/dev/deps
try
try -p prod
build/prod/app
echo "the lowest changes, and its header does not:"
edit low/low.c 'int low(void) { return NUMBER + MORE + 1; }'
try
build/dev/app
echo "a header changes:"
edit top/top.h 'int top(void); /* more */'
try
try
echo "one fails:"
edit mid/mid.c 'no C'
try | sed 's/-[0-9a-f]\{32\}/-HASH/'
edit mid/mid.c '#include <low.h>
int mid(void) { return low(); }'
try
build/dev/app

: <<'EXPECT'
$ xb
DEP build/dev/deps/low
DEP build/dev/deps/mid
DEP build/dev/deps/top
CC build/dev/obj/app/app.c.o
LINK build/dev/app
[exit 0]
114
topper agrees
build/dev/deps/low.headers
build/dev/deps/low.ready
build/dev/deps/low/include/low.h
build/dev/deps/low/lib/liblow.a
build/dev/deps/mid.headers
build/dev/deps/mid.ready
build/dev/deps/mid/include/mid.h
build/dev/deps/mid/lib/libmid.a
build/dev/deps/top.headers
build/dev/deps/top.ready
build/dev/deps/top/bin/topper
build/dev/deps/top/include/top.h
build/dev/deps/top/lib/libtop.a
$ xb
xb: no work to do.
[exit 0]
$ xb -p prod
DEP build/prod/deps/low
DEP build/prod/deps/mid
DEP build/prod/deps/top
CC build/prod/obj/app/app.c.o
LINK build/prod/app
[exit 0]
114
the lowest changes, and its header does not:
$ xb
DEP build/dev/deps/low
DEP build/dev/deps/mid
DEP build/dev/deps/top
LINK build/dev/app
[exit 0]
116
a header changes:
$ xb
DEP build/dev/deps/top
CC build/dev/obj/app/app.c.o
[exit 0]
$ xb
xb: no work to do.
[exit 0]
one fails:
$ xb
DEP build/dev/deps/mid
xb: build stopped: subcommand failed.
xb: error: Building `mid` failed with exit status 1; all it said is in $ROOT/home/.cache/xb-store/building/mid-HASH/log
xb: build stopped: subcommand failed.
[exit 1]
$ xb
DEP build/dev/deps/mid
DEP build/dev/deps/top
LINK build/dev/app
[exit 0]
108
EXPECT
