# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program clang++
# The same with clang, and what only clang writes.
echo 'int f() { int unused; return 1; }' >a.cc
manifest <<'END'
rule cxx
  command = clang++ -Wall -g -MJ $out.json -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build o/a.cc.o: cxx a.cc
END
spy clang++
with_cache
quietly
mv o "$SCRATCH/o"
runs
run | grep -c "warning: unused"
runs
for file in o/*; do cmp "$file" "$SCRATCH/$file" && echo same; done

: <<'EXPECT'
1 runs
1
0 runs
same
same
EXPECT
