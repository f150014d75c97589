# SPDX-License-Identifier: Apache-2.0
# Every value that is not empty switches restat on, `0` too.
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 0
rule cp
  command = cp $in $out
build mid: gen src
build out: cp mid
END
quietly -j1
newer src
run -j1

: <<'EXPECT'
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[exit 0]
EXPECT
