# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A command that failed is run again.
echo 'int a = ;' >a.cc
manifest <<'END'
rule cxx
  command = g++ -Wall -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx a.cc
END
spy g++
with_cache
run >"$SCRATCH/text"
tail -1 "$SCRATCH/text"
run >"$SCRATCH/text"
grep -c "error:" "$SCRATCH/text"
runs
edit a.cc 'int a = 1;'
quietly
quietly -t clean
quietly
runs

: <<'EXPECT'
[exit 1]
1
2 runs
1 runs
EXPECT
