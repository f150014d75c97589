# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Beyond its limit the cache makes room when a build has ended; the next one
# tells of it, once.
echo 'int a;' >a.cc
cached_compilation
export XB_CACHE_MAX_SIZE=1
xb=$(dirname "$NINJA")/xb
run
until "$xb" cache stats >"$SCRATCH/stats" && grep 'made room' "$SCRATCH/stats"
do :; done
unset XB_CACHE_MAX_SIZE
quietly -t clean
run
quietly -t clean
run

: <<'EXPECT'
$ ninja
[1/1] g++ -Wall -MD -MF a.o.d -o a.o -c a.cc
[exit 0]
made room:   removed 3 files, 12.3 kB; now 0 B of 1 B
$ ninja
ninja: cache: removed 3 files, 12.3 kB; now 0 B of 1 B
[1/1] g++ -Wall -MD -MF a.o.d -o a.o -c a.cc
[exit 0]
$ ninja
[1/1] g++ -Wall -MD -MF a.o.d -o a.o -c a.cc
[exit 0]
EXPECT
