# SPDX-License-Identifier: Apache-2.0
# A dot belongs to a name only inside braces.
manifest <<'END'
a = short
a.b = long
rule say
  command = echo $a.b ${a.b} > $out
build out: say
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo short.b long > out
[exit 0]
--- out
short.b long
EXPECT
