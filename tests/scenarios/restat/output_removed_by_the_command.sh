# SPDX-License-Identifier: Apache-2.0
# With restat a command may leave its output away; its users see it missing.
old src
manifest <<'END'
rule gen
  command = rm -f $out
  restat = 1
rule cp
  command = touch $out
build mid: gen src
build out: cp | mid
END
run -j1
run -j1

: <<'EXPECT'
$ ninja -j1
[1/2] rm -f mid
[2/2] touch out
[exit 0]
$ ninja -j1
[1/2] rm -f mid
[exit 0]
EXPECT
