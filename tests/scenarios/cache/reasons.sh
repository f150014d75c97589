# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# `why` tells what became of a step in the cache, and why.
echo '#include "a.h"' >a.cc
echo 'int a = 1;' >a.h
manifest <<'END'
rule cxx
  command = g++ $flags -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx a.cc
build b.o: cxx a.cc
  flags = -save-temps=obj
END
with_cache
xb=$(dirname "$NINJA")/xb
quietly
"$xb" why a.o b.o | grep cache
quietly -t clean
quietly
"$xb" why a.o | grep cache
"$xb" cache stats | grep -v '^cache:\|^size:\|time saved'
edit a.h 'int a = 2;'
"$xb" cache explain a.o
sed -i 's/g++ /g++ -O1 /' build.ninja
"$xb" cache explain a.o b.o
quietly
"$xb" cache explain a.o
"$xb" cache export "$SCRATCH/all.tar.zst" --used-by-last-build | cut -d' ' -f1-3
"$xb" cache clear
"$xb" cache explain a.o
"$xb" cache import "$SCRATCH/all.tar.zst" | cut -d' ' -f1-4
"$xb" cache explain a.o
"$xb" cache verify

: <<'EXPECT'
  cache:      kept; nothing is known of it
  cache:      not cached because it keeps intermediate files (`-save-temps=obj`)
  cache:      brought back
hits:        1 (50.0 %), 840 B
misses:      1 (50.0 %)
  1  no-record
kept:        1, 840 B
not cached:  2
  2  it keeps intermediate files (...)
by rule:
  cxx: 1 hits, 1 misses, 2 not cached
last build:  1 hits, 0 misses, 1 not cached
  hits:        1 (100.0 %), 840 B
  misses:      0 (0.0 %)
  kept:        0
  not cached:  1
    1  it keeps intermediate files (...)
  by rule:
    cxx: 1 hits, 1 not cached
a.o:
  would run: `a.h` has another content than in the newest result
a.o:
  would run: nothing is known of it
  the nearest that is known differs in:
    command
        g++
      + -O1
        -MD -MF a.o.d ...
b.o:
  not cached because it keeps intermediate files (`-save-temps=obj`)
a.o:
  would be brought back (scope main)
wrote 1 records
the cache is empty
a.o:
  would run: nothing is known of it
took over 1 records
a.o:
  would be brought back (scope main)
2 blobs, 0 of them damaged; 1 records, 0 damaged, 0 not signed with our key
EXPECT
