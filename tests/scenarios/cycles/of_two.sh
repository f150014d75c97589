# SPDX-License-Identifier: Apache-2.0
# A cycle is an error that shows the way round.
manifest <<'END'
rule touch
  command = touch $out
build a: touch b
build b: touch a
END
run a
run

: <<'EXPECT'
$ ninja a
2> ninja: error: dependency cycle: a -> b -> a
[exit 1]
$ ninja
2> ninja: error: could not determine root nodes of build graph
[exit 1]
EXPECT
