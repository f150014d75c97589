# SPDX-License-Identifier: Apache-2.0
# Only the ring itself is shown.
manifest <<'END'
rule touch
  command = touch $out
build a: touch b
build b: touch c
build c: touch d
build d: touch b
END
run a

: <<'EXPECT'
$ ninja a
2> ninja: error: dependency cycle: b -> c -> d -> b
[exit 1]
EXPECT
