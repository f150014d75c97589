# SPDX-License-Identifier: Apache-2.0
# Rule variables refer to each other, whatever their order.
manifest <<'END'
rule say
  command = echo $description > $out
  description = SAY $rspfile
  rspfile = $out.rsp
  rspfile_content = x
build out: say
END
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo SAY out.rsp > out
[exit 0]
--- out
SAY out.rsp
EXPECT
