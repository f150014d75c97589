# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A header that is included by the name of a macro may appear in front of the
# one that was found, beside the file that includes it.
mkdir src inc
cat >src/a.cc <<'END'
#include "b.h"
END
cat >src/b.h <<'END'
#define HEADER "h.h"
#include HEADER
int a = N;
END
echo '#define N 1' >inc/h.h
manifest <<'END'
rule cxx
  command = g++ -Iinc -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx src/a.cc
END
spy g++
with_cache
again() {
  rm -f a.o
  quietly
  runs
  objdump -s -j .data a.o | tail -1 | cut -d' ' -f3
}
again
again
echo '#define N 2' >src/h.h
again
rm src/h.h
again
# What builds leave beside sources is no header.
touch src/a.o
again

: <<'EXPECT'
1 runs
01000000
0 runs
01000000
1 runs
02000000
0 runs
01000000
0 runs
01000000
EXPECT
