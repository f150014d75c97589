# SPDX-License-Identifier: Apache-2.0
# A depfile that lists the output among its inputs closes a cycle.
old src
manifest <<'END'
rule cc
  command = echo "$out: $in $out" > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build a: cc src
END
run a
run a

: <<'EXPECT'
$ ninja a
[1/1] echo "a: src a" > a.d && touch a
[exit 0]
$ ninja a
2> ninja: error: dependency cycle: a -> a
[exit 1]
EXPECT
