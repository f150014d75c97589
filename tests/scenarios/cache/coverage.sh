# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Files that options make the compiler write besides come back, too.
echo 'int f() { return 1; }' >a.cc
manifest <<'END'
rule cxx
  command = g++ --coverage -g -gsplit-dwarf -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build o/a.cc.o: cxx a.cc
END
spy g++
with_cache
quietly
runs
tree o
mv o "$SCRATCH/o"
quietly
runs
tree o
for file in o/*; do cmp "$file" "$SCRATCH/$file"; done

: <<'EXPECT'
1 runs
o/a.cc.dwo
o/a.cc.gcno
o/a.cc.o
0 runs
o/a.cc.dwo
o/a.cc.gcno
o/a.cc.o
EXPECT
