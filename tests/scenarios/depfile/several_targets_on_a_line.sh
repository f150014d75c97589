# SPDX-License-Identifier: Apache-2.0
# One line may name several targets; all their inputs count.
old src a
manifest <<'END'
rule cc
  command = echo "out other: src a" > out.d && touch $out
  depfile = out.d
build out other: cc src
END
run
run
newer a
run

: <<'EXPECT'
$ ninja
[1/1] echo "out other: src a" > out.d && touch out other
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] echo "out other: src a" > out.d && touch out other
[exit 0]
EXPECT
