# SPDX-License-Identifier: Apache-2.0
# -d keeprsp keeps it after a success too.
manifest <<'END'
rule cat
  command = cat $out.rsp > $out
  rspfile = $out.rsp
  rspfile_content = hello
build out: cat
END
run -d keeprsp
show out.rsp

: <<'EXPECT'
$ ninja -d keeprsp
[1/1] cat out.rsp > out
[exit 0]
--- out.rsp
hello(no newline)
EXPECT
