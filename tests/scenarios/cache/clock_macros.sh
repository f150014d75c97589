# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# The time of day is no input: what has it is not kept, unless allowed.
echo '#include "a.h"' >a.cc
echo 'const char* built = __TIME__;' >a.h
cached_compilation
quietly
quietly -t clean
quietly
runs
export XB_CACHE_ALLOW=clock-macros
quietly -t clean
quietly
quietly -t clean
quietly
runs

: <<'EXPECT'
2 runs
1 runs
EXPECT
