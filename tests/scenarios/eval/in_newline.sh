# SPDX-License-Identifier: Apache-2.0
# `$in_newline` is the explicit inputs, one on a line.
old a 'b c' d e
manifest <<'END'
rule say
  command = cat $out.rsp > $out
  rspfile = $out.rsp
  rspfile_content = $in_newline
build out: say a b$ c | d || e
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp > out
[exit 0]
--- out
a
'b c'(no newline)
EXPECT
