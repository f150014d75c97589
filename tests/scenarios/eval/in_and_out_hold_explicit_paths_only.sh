# SPDX-License-Identifier: Apache-2.0
# Implicit and order-only paths are neither in $in nor in $out.
old a b c d
manifest <<'END'
rule say
  command = echo $in to $out > one && touch two
build one | two: say a b | c || d
END
run -v
show one

: <<'EXPECT'
$ ninja -v
[1/1] echo a b to one > one && touch two
[exit 0]
--- one
a b to one
EXPECT
