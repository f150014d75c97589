# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# What was built once comes back after a clean: the same bytes, mode, warnings
# and dependencies, nothing to do afterwards, and no compiler is started.
cat >a.cc <<'END'
#include "a.h"
int f() { int unused; return N; }
END
echo '#define N 1' >a.h
cached_compilation
run | grep -c "warning: unused"
runs
cp -p a.o "$SCRATCH/first.o"
quietly -t clean
run | grep -c "warning: unused"
runs
cmp a.o "$SCRATCH/first.o"
exists a.o.d
[ "$(stat -c %a a.o)" = "$(stat -c %a "$SCRATCH/first.o")" ] && echo same mode
run
run -t deps a.o | grep -v /usr/ | sed 's/#deps.*//'
runs

: <<'EXPECT'
1
1 runs
1
0 runs
a.o.d: no
same mode
$ ninja
ninja: no work to do.
[exit 0]
$ ninja -t deps a.o
a.o:\s
    a.cc
    a.h

[exit 0]
0 runs
EXPECT
