# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Debug information names the directory: a result is used elsewhere only where
# an option replaces that name.
build_in() {
  mkdir "$1"
  cd "$1"
  echo 'int a;' >a.cc
  manifest <<END
rule cxx
  command = g++ -g $2 -MD -MF \$out.d -o \$out -c \$in
  depfile = \$out.d
build a.o: cxx a.cc
END
  quietly
  cd ..
  runs
}
spy g++
with_cache
export XB_CACHE_BASE_DIR="$PWD"
build_in one ''
build_in two ''
build_in three -ffile-prefix-map=$PWD/three=.
build_in four -ffile-prefix-map=$PWD/four=.
cmp three/a.o four/a.o && echo same

: <<'EXPECT'
1 runs
1 runs
1 runs
0 runs
same
EXPECT
