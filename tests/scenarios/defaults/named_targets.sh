# SPDX-License-Identifier: Apache-2.0
# With a default statement only those targets are built by default.
# also-as: xb
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch
build c: touch
default a
default b
END
run_sorted
tree

: <<'EXPECT'
$ ninja
touch a
touch b
[exit 0]
a
b
build.ninja
EXPECT
