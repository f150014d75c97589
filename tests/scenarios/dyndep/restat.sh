# SPDX-License-Identifier: Apache-2.0
# restat in a dyndep file acts like the rule's.
old src
cat >dd <<'END'
ninja_dyndep_version = 1
build mid: dyndep
  restat = 1
END
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
rule cp
  command = cp $in $out
build mid: gen src || dd
  dyndep = dd
build out: cp mid
END
run -j1
newer src
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
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
