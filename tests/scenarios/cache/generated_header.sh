# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A header that is written in the same build counts as it is then, and after a
# hit there is nothing to do.
echo '#include "gen.h"' >a.cc
echo 'int a = 1;' >in
manifest <<'END'
rule cxx
  command = g++ -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
rule copy
  command = cp $in $out
build gen.h: copy in
build a.o: cxx a.cc || gen.h
END
spy g++
with_cache
quietly
runs
edit in 'int a = 2;'
quietly
runs
edit in 'int a = 1;'
quietly
runs
run

: <<'EXPECT'
1 runs
1 runs
0 runs
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
