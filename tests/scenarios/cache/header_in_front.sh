# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A header that appears in front of another one, or that a source asks for
# without reading it, makes another object although no file has changed.
mkdir -p first second sub
echo 'int a = A;' >sub/b.h
echo '#define A 1' >second/a.h
cat >a.cc <<'END'
#include <a.h>
#include "sub/b.h"
#if __has_include("maybe.h")
int maybe;
#endif
END
manifest <<'END'
rule cxx
  command = g++ -Ifirst -Isecond -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx a.cc
END
spy g++
with_cache
quietly
runs
again() {
  rm -f a.o
  quietly
  runs
}
again
echo '#define A 2' >first/a.h
"$(dirname "$NINJA")/xb" cache explain a.o
again
objdump -s -j .data a.o | tail -1 | cut -d' ' -f3
rm first/a.h
again
mkdir -p second/sub
echo '#define A 3' >second/sub/b.h
again
rm second/sub/b.h
touch maybe.h
again
nm a.o | cut -d' ' -f3
again
rm maybe.h
again

: <<'EXPECT'
1 runs
0 runs
a.o:
  would run: `a.cc` may find other headers than in the newest result
1 runs
02000000
0 runs
1 runs
1 runs
a
maybe
0 runs
0 runs
EXPECT
