# SPDX-License-Identifier: Apache-2.0
# The whole chain behind an unchanged output is left out.
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule cat
  command = cat $in > $out
build a: gen src
build b: cat a
build c: cat b
build d: cat c b
build all: phony d
END
quietly
newer src
run -j1
run

: <<'EXPECT'
$ ninja -j1
[1/4] cmp -s src a || cp src a
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
