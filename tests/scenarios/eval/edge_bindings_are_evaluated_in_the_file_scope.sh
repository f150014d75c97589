# SPDX-License-Identifier: Apache-2.0
# Bindings of one edge do not see each other, only the file's variables.
manifest <<'END'
a = file
rule say
  command = echo $a $b $c > $out
build out: say
  b = $a
  a = edge
  c = $a
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo edge file file > out
[exit 0]
--- out
edge file file
EXPECT
