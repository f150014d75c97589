# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++ readelf
# Debug information names the directory as PWD does: by a link, if that is the
# way that was taken.
mkdir real
ln -s real link
cd real
echo 'int a;' >a.cc
manifest <<'END'
rule cxx
  command = g++ -g -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx a.cc
END
spy g++
with_cache
for place in real link real; do
  cd "../$place"
  rm -f a.o
  quietly
  runs
  readelf --debug-dump=info a.o | sed -n 's|.*comp_dir.*/||p'
done

: <<'EXPECT'
1 runs
real
1 runs
link
0 runs
real
EXPECT
