# SPDX-License-Identifier: Apache-2.0
# -n cannot know what restat would save.
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule cp
  command = cp $in $out
build a: gen src
build b: cp a
END
quietly
newer src
run -n
run -n

: <<'EXPECT'
$ ninja -n
[1/2] cmp -s src a || cp src a
[2/2] cp a b
[exit 0]
$ ninja -n
[1/2] cmp -s src a || cp src a
[2/2] cp a b
[exit 0]
EXPECT
