# SPDX-License-Identifier: Apache-2.0
# A cycle may go through another output of an edge.
manifest <<'END'
rule touch
  command = touch $out
build a b: touch c
build c: touch a
END
run b

: <<'EXPECT'
$ ninja b
2> ninja: error: dependency cycle: a -> c -> a
[exit 1]
EXPECT
