# SPDX-License-Identifier: Apache-2.0
# A file-level value takes the variables as they are at that line.
manifest <<'END'
a = one
b = $a
a = two
rule say
  command = echo $a $b > $out
build out: say
END
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo two one > out
[exit 0]
--- out
two one
EXPECT
