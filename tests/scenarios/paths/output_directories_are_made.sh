# SPDX-License-Identifier: Apache-2.0
# The directory of an output is made before its command runs.
manifest <<'END'
rule touch
  command = touch $out
build a/b/c/out | x/y/implicit: touch
  command = touch a/b/c/out x/y/implicit
END
run
tree

: <<'EXPECT'
$ ninja
[1/1] touch a/b/c/out x/y/implicit
[exit 0]
a/b/c/out
build.ninja
x/y/implicit
EXPECT
