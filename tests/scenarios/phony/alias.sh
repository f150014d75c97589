# SPDX-License-Identifier: Apache-2.0
# A phony edge is another name for its inputs.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch
build both: phony a b
build one: phony a
END
run one
run both
run both one
tree

: <<'EXPECT'
$ ninja one
[1/1] touch a
[exit 0]
$ ninja both
[1/1] touch b
[exit 0]
$ ninja both one
ninja: no work to do.
[exit 0]
a
b
build.ninja
EXPECT
