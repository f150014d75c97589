# SPDX-License-Identifier: Apache-2.0
# Only what the named targets need is looked at.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build b: cp missing
END
run a
run b

: <<'EXPECT'
$ ninja a
[1/1] cp src a
[exit 0]
$ ninja b
2> ninja: error: 'missing', needed by 'b', missing and no known rule to make it
[exit 1]
EXPECT
