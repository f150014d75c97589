# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# An output that has the directory's name in it is of no use elsewhere.
make_project() {
  mkdir -p "$1"
  echo 'const char* name = __FILE__;' >"$1/a.cc"
  cd "$1"
  manifest <<END
rule cxx
  command = g++ -MD -MF \$out.d -o \$out -c \$in
  depfile = \$out.d
build a.o: cxx $1/a.cc
END
}
top=$PWD
spy g++
with_cache
export XB_CACHE_BASE_DIR="$top"
make_project "$top/one"
quietly
runs
make_project "$top/two"
quietly
runs
grep -c "$top/two/a.cc" a.o
quietly -t clean
quietly
runs

: <<'EXPECT'
1 runs
1 runs
1
0 runs
EXPECT
