# SPDX-License-Identifier: Apache-2.0
# restat: users of an output that did not change need not run.
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule cp
  command = cp $in $out
build mid: gen src
build out: cp mid
END
run -j1
newer src
run -j1
run -j1
edit src changed
run -j1
run

: <<'EXPECT'
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[2/2] cp mid out
[exit 0]
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[2/2] cp mid out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
