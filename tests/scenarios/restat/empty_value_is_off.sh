# SPDX-License-Identifier: Apache-2.0
# An empty restat is none.
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule cp
  command = cp $in $out
build mid: gen src
  restat =
build out: cp mid
END
quietly
newer src
run -j1

: <<'EXPECT'
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[2/2] cp mid out
[exit 0]
EXPECT
