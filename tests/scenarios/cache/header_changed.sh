# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Another content of a header is a miss; the old content is a hit again.
echo '#include "a.h"' >a.cc
echo 'int a = 1;' >a.h
cached_compilation
quietly
runs
edit a.h 'int a = 2;'
quietly
runs
edit a.h 'int a = 1;'
quietly
runs
nm a.o | cut -d' ' -f3

: <<'EXPECT'
1 runs
1 runs
0 runs
a
EXPECT
