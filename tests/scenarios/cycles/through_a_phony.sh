# SPDX-License-Identifier: Apache-2.0
# So can phonies.
manifest <<'END'
rule touch
  command = touch $out
build a: phony b
build b: touch a
END
run a

: <<'EXPECT'
$ ninja a
2> ninja: error: dependency cycle: a -> b -> a
[exit 1]
EXPECT
