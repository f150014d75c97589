# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Generators, what uses the terminal and phony names are never kept.
echo 1 >in
manifest <<'END'
rule copy
  command = cp $in $out
rule gen
  command = cp $in $out
  generator = 1
build a: gen in
build b: copy in
  pool = console
build all: phony a b
END
spy cp
with_cache
export XB_CACHE=all
quietly
runs
rm a b
quietly
runs
run -n

: <<'EXPECT'
2 runs
2 runs
$ ninja -n
ninja: no work to do.
[exit 0]
EXPECT
