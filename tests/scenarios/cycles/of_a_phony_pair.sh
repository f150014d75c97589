# SPDX-License-Identifier: Apache-2.0
# Two phonies that need each other are a cycle as well.
manifest <<'END'
build a: phony b
build b: phony a
END
run a

: <<'EXPECT'
$ ninja a
2> ninja: error: dependency cycle: a -> b -> a
[exit 1]
EXPECT
