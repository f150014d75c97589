# SPDX-License-Identifier: Apache-2.0
# What restat left alone stays left alone.
# needs: oracle
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
oracle -j1
newer src
run -j1
oracle
newer src
oracle -j1
run

: <<'EXPECT'
$ oracle -j1
[1/2] cmp -s src mid || cp src mid
[2/2] cp mid out
[exit 0]
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[exit 0]
$ oracle
ninja: no work to do.
[exit 0]
$ oracle -j1
[1/2] cmp -s src mid || cp src mid
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
