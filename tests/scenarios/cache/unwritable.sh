# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A cache that cannot be had is one warning.
echo 'int a;' >a.cc
echo 'int b;' >b.cc
cached_compilation
echo 'build b.o: cxx b.cc' >>build.ninja
echo >"$SCRATCH/file"
export XB_CACHE_DIR="$SCRATCH/file/cache"
run_sorted
exists a.o b.o

: <<'EXPECT'
$ ninja
g++ -Wall -MD -MF a.o.d -o a.o -c a.cc
g++ -Wall -MD -MF b.o.d -o b.o -c b.cc
2> ninja: warning: nothing is kept in the cache: mkdir($ROOT/scratch/file/cache/v1): Not a directory
[exit 0]
a.o: yes
b.o: yes
EXPECT
