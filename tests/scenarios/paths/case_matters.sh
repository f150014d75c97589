# SPDX-License-Identifier: Apache-2.0
# Paths that differ in case are different files.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build A: touch a
END
run -j1
tree

: <<'EXPECT'
$ ninja -j1
[1/2] touch a
[2/2] touch A
[exit 0]
A
a
build.ninja
EXPECT
