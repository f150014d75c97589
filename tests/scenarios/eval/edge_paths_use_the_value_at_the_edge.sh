# SPDX-License-Identifier: Apache-2.0
# Outputs and inputs are expanded where the edge stands.
manifest <<'END'
d = first
rule touch
  command = touch $out
build $d/a: touch
d = second
build $d/b: touch
END
run_sorted
tree

: <<'EXPECT'
$ ninja
touch first/a
touch second/b
[exit 0]
build.ninja
first/a
second/b
EXPECT
