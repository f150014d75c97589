# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Below a common base directory a project may have another path: sources by
# absolute names, warnings and dependencies are those of the new place.
make_project() {
  mkdir -p "$1/src" "$1/build"
  printf '#include "a.h"\nint f() { int unused; return N; }\n' >"$1/src/a.cc"
  echo '#define N 1' >"$1/src/a.h"
  cd "$1/build"
  manifest <<END
rule cxx
  command = g++ -Wall -I$1/src -MD -MF \$out.d -o \$out -c \$in
  depfile = \$out.d
  deps = gcc
build a.o: cxx $1/src/a.cc
END
}
top=$PWD
spy g++
with_cache
export XB_CACHE_BASE_DIR="$top"
make_project "$top/one"
quietly
runs
make_project "$top/two"
run | grep "warning: unused" | cut -d: -f1
runs
run -t deps a.o | grep src
cmp a.o ../../one/build/a.o && echo same
XB_CACHE_BASE_DIR=
make_project "$top/three"
quietly
runs

: <<'EXPECT'
1 runs
$DIR/two/src/a.cc
0 runs
    $DIR/two/src/a.cc
    $DIR/two/src/a.h
same
1 runs
EXPECT
