# SPDX-License-Identifier: Apache-2.0
# restat and depfile work together.
old src header
manifest <<'END'
rule gen
  command = echo "$out: header" > $out.d; cmp -s $in $out || cp $in $out
  depfile = $out.d
  deps = gcc
  restat = 1
rule cp
  command = cp $in $out
build mid: gen src
build out: cp mid
END
quietly
newer header
run -j1
run -j1

: <<'EXPECT'
$ ninja -j1
[1/2] echo "mid: header" > mid.d; cmp -s src mid || cp src mid
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
EXPECT
