# SPDX-License-Identifier: Apache-2.0
# A file may validate itself or what it is made of.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src |@ b
build b: cp a |@ a
END
run a
run b

: <<'EXPECT'
$ ninja a
[1/2] cp src a
[2/2] cp a b
[exit 0]
$ ninja b
ninja: no work to do.
[exit 0]
EXPECT
