# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# `cache explain` names, word by word, what differs from the nearest result.
echo 'int a;' >a.cc
manifest <<'END'
rule cxx
  command = g++ $flags -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx a.cc
  flags = -O1 -DX=1
END
with_cache
explain() {
  "$(dirname "$NINJA")/xb" cache explain a.o
}
quietly
sed -i 's/-O1 -DX=1/-O1 -DX=2 -Wall/' build.ninja
explain
sed -i 's/-DX=2 -Wall/-DX=1/' build.ninja
edit a.cc 'int b;'
LANG=C.UTF-8 explain
echo '#include "a.h"' >a.cc
echo '#define A __DATE__' >a.h
quietly
explain
"$(dirname "$NINJA")/xb" why a.o | grep cache
echo '#define A 1' >a.h
quietly
rm a.h
explain

: <<'EXPECT'
a.o:
  would run: nothing is known of it
  the nearest that is known differs in:
    command
        g++ -O1
      - -DX=1
      + -DX=2
      + -Wall
        -MD -MF a.o.d ...
a.o:
  would run: nothing is known of it
  the nearest that is known differs in:
    variable LANG (only here)
    input a.cc (another content)
a.o:
  not cached because `a.h` holds `__DATE__`
  cache:      not kept: `a.h` holds `__DATE__`
a.o:
  would run: `a.cc` may find other headers than in the newest result
EXPECT
