# SPDX-License-Identifier: Apache-2.0
# Order-only inputs can close a cycle.
manifest <<'END'
rule touch
  command = touch $out
build a: touch || b
build b: touch | a
END
run a

: <<'EXPECT'
$ ninja a
2> ninja: error: dependency cycle: a -> b -> a
[exit 1]
EXPECT
