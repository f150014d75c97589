# SPDX-License-Identifier: Apache-2.0
# -n prints what would run and runs nothing.
old src
manifest <<'END'
rule cp
  command = cp $in $out
  description = CP $out
build a: cp src
build b: cp a
END
run -n
tree
run -n -v
exists .ninja_log

: <<'EXPECT'
$ ninja -n
[1/2] CP a
[2/2] CP b
[exit 0]
build.ninja
src
$ ninja -n -v
[1/2] cp src a
[2/2] cp a b
[exit 0]
.ninja_log: no
EXPECT
