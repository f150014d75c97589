# SPDX-License-Identifier: Apache-2.0
# Several targets may be named, each once or more.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
build c: touch
END
run -j1 a b a
tree

: <<'EXPECT'
$ ninja -j1 a b a
[1/2] touch a
[2/2] touch b
[exit 0]
a
b
build.ninja
EXPECT
