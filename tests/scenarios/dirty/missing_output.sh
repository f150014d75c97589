# SPDX-License-Identifier: Apache-2.0
# An output that is missing is made.
# also-as: xb
old src
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src
END
run
rm out
run
run
tree

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
build.ninja
out
src
EXPECT
