# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A path need not stand in an output to have made a difference: what asks for
# it is not brought to another place, unless options put something else there.
make_project() {
  mkdir -p "$1"
  echo "$2" >"$1/a.cc"
  cd "$1"
  manifest <<END
rule cxx
  command = g++ $3 -MD -MF \$out.d -o \$out -c \$in
  depfile = \$out.d
build a.o: cxx $1/a.cc
END
  quietly
  echo "$4: $(runs)"
}
top=$PWD
spy g++
with_cache
export XB_CACHE_BASE_DIR="$top"
for place in one another; do
  make_project "$top/$place/length" 'int n = sizeof(__FILE__);' '' length
  make_project "$top/$place/wide" '#define W2(x) L##x
#define W(x) W2(x)
auto n = W(__FILE__);' '' wide
  make_project "$top/$place/macro" 'int n = sizeof(ROOT);' \
    "-DROOT='\"$top/$place\"'" macro
  make_project "$top/$place/mapped" 'int n = sizeof(__FILE__);' \
    "-ffile-prefix-map=$top/$place=." mapped
  make_project "$top/$place/part" 'int n = sizeof(__FILE__);' \
    "-ffile-prefix-map=${top%??}=." part
  make_project "$top/$place/caller" '#include <experimental/source_location>
constexpr int First(const char* name) { return name[5]; }
int n = First(std::experimental::source_location::current().file_name());' \
    '-std=c++17' caller
  make_project "$top/$place/plain" '#include <cassert>
int f(int n) { return n + 1; }' '' plain
done

: <<'EXPECT'
length: 1 runs
wide: 1 runs
macro: 1 runs
mapped: 1 runs
part: 1 runs
caller: 1 runs
plain: 1 runs
length: 1 runs
wide: 1 runs
macro: 1 runs
mapped: 0 runs
part: 1 runs
caller: 1 runs
plain: 0 runs
EXPECT
