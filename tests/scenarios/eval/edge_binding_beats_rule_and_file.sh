# SPDX-License-Identifier: Apache-2.0
# A variable is looked up on the edge, then in the rule, then in the file.
manifest <<'END'
a = file
b = file
rule say
  command = echo $a $b > $out
  description = $a
build one: say
  a = edge
build two: say
END
run -j1 one
run -j1 two
show one two

: <<'EXPECT'
$ ninja -j1 one
[1/1] edge
[exit 0]
$ ninja -j1 two
[1/1] file
[exit 0]
--- one
edge file
--- two
file file
EXPECT
