# SPDX-License-Identifier: Apache-2.0
# A recorded input may not close a cycle.
old src
manifest <<'END'
rule cc
  command = echo "$out: b" > $out.d && touch $out
  depfile = $out.d
  deps = gcc
rule touch
  command = touch $out
build a: cc src
build b: touch a
END
run a
run a

: <<'EXPECT'
$ ninja a
[1/1] echo "a: b" > a.d && touch a
[exit 0]
$ ninja a
2> ninja: error: dependency cycle: a -> b -> a
[exit 1]
EXPECT
