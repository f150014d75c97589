# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# By default only compilations are kept; all or a pattern on request.
echo 1 >in
manifest <<'END'
rule copy
  command = cp $in $out
rule pack
  command = cp $in $out
build a: copy in
build b: pack in
END
spy cp
with_cache
build() {
  echo "${XB_CACHE}"
  quietly -t clean
  quietly
  quietly -t clean
  quietly
  runs
}
build
export XB_CACHE=pa*
build
export XB_CACHE=all
build
export XB_CACHE=0
build

: <<'EXPECT'
1
4 runs
pa*
3 runs
all
1 runs
0
4 runs
EXPECT
