# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# CMake puts the whole path of a source that lies outside into the name of its
# object; below a base directory such a result moves as well.  The depfile is
# broken into lines as the compiler would have done it there.
make_project() {
  mkdir -p "$1/src" "$1/build"
  printf '#include "a.h"\n#include "b.h"\nint a = N;\n' >"$1/src/a.cc"
  echo '#define N 1' >"$1/src/a.h"
  echo >"$1/src/b.h"
  cd "$1/build"
  manifest <<END
rule cxx
  command = g++ -MD -MT \$out -MF \$out.d -o \$out -c \$in
  depfile = \$out.d
build x.dir$1/src/a.o: cxx $1/src/a.cc
END
}
top=$PWD
spy g++
with_cache
export XB_CACHE_BASE_DIR="$top"
make_project "$top/one"
quietly
runs
make_project "$top/another-name/that-is-longer"
quietly
runs
find . -name a.o | sed "s|$top|TOP|"
found=$(find . -name a.o.d)
cp "$found" brought-back
rm -r x.dir*
XB_CACHE=0
quietly
cmp "$found" brought-back && echo same

: <<'EXPECT'
1 runs
0 runs
./x.dirTOP/another-name/that-is-longer/src/a.o
same
EXPECT
