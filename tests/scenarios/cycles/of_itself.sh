# SPDX-License-Identifier: Apache-2.0
# An edge that reads its output is a cycle of one.
manifest <<'END'
rule touch
  command = touch $out
build a: touch a
END
run a

: <<'EXPECT'
$ ninja a
2> ninja: error: dependency cycle: a -> a
[exit 1]
EXPECT
