# SPDX-License-Identifier: Apache-2.0
# A change travels down a chain and does not touch its neighbours.
# also-as: xb
old one two
manifest <<'END'
rule cat
  command = cat $in > $out
build a: cat one
build b: cat a
build c: cat two
build all: phony b c
END
run_sorted all
edit one changed
run all
show b
run all

: <<'EXPECT'
$ ninja all
cat a > b
cat one > a
cat two > c
[exit 0]
$ ninja all
[1/2] cat one > a
[2/2] cat a > b
[exit 0]
--- b
changed
$ ninja all
ninja: no work to do.
[exit 0]
EXPECT
