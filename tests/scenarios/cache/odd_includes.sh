# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# However a source asks for a header: when another one appears in front of it,
# that is what a compiler takes.
try() {
  rm -rf src inc
  mkdir -p src/there inc/there
  echo '#define N 1' | tee inc/x.h >inc/there/x.h
  printf "$2" >src/a.cc
  manifest <<END
rule cxx
  command = g++ -Iinc $3 -MD -MF \$out.d -o \$out -c \$in
  depfile = \$out.d
  deps = gcc
build a.o: cxx src/a.cc
END
  quietly
  echo "$1: $(runs)"
  rm a.o
  quietly
  echo "once more: $(runs)"
  echo '#define N 2' >"$4"
  rm a.o
  quietly
  echo "another in front: $(runs)"
}
spy g++
with_cache
try comment '#include /**/ "x.h"\nint n = N;\n' '' src/x.h
try continued '#include \\\n"x.h"\nint n = N;\n' '' src/x.h
try digraph '%%:include "x.h"\nint n = N;\n' '' src/x.h
try parted '#incl\\\nude "x.h"\nint n = N;\n' '' src/x.h
try macro '#define X "x.h"\n#include X\nint n = N;\n' '' src/x.h
try 'below another' '#define X "there/x.h"\n#include X\nint n = N;\n' '' \
  src/there/x.h
try option 'int n = N;\n' -includex.h x.h

: <<'EXPECT'
comment: 1 runs
once more: 0 runs
another in front: 1 runs
continued: 1 runs
once more: 0 runs
another in front: 1 runs
digraph: 1 runs
once more: 0 runs
another in front: 1 runs
parted: 1 runs
once more: 1 runs
another in front: 1 runs
macro: 1 runs
once more: 0 runs
another in front: 1 runs
below another: 1 runs
once more: 1 runs
another in front: 1 runs
option: 1 runs
once more: 0 runs
another in front: 1 runs
EXPECT
