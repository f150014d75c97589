# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A path that goes up from a link is not what it seems: what was read by it is
# not known.
mkdir -p other/inc
ln -s other/inc link
echo '#define N 1' | tee x.h >other/x.h
printf '#include <x.h>\nint n = N;\n' >a.cc
manifest <<'END'
rule cxx
  command = g++ -Ilink/.. -MD -MF $out.d -o $out -c $in
  depfile = $out.d
build a.o: cxx a.cc
END
spy g++
with_cache
quietly
runs
"$NINJA" -t why a.o | grep cache:
rm a.o
quietly
runs

: <<'EXPECT'
1 runs
  cache:      not kept: its depfile cannot be followed: `link/../x.h` leads through a link
1 runs
EXPECT
