# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Variables that the compiler looks at are part of what is looked up, others
# are not.
echo 'int a = N;' >a.cc
mkdir one two
echo '#define N 1' >one/n.h
echo '#define N 2' >two/n.h
echo '#include <n.h>' | cat - a.cc >b.cc && mv b.cc a.cc
cached_compilation
build() {
  quietly -t clean
  quietly
  runs
}
export CPATH=one
build
export CPATH=two
build
export CPATH=one SOMETHING=else
build
export XB_CACHE_ENV=SOMETHING
build
export SOMETHING=more
build
export SOMETHING=else
build

: <<'EXPECT'
1 runs
1 runs
0 runs
1 runs
1 runs
0 runs
EXPECT
