# SPDX-License-Identifier: Apache-2.0
# The response file exists while the command runs.
manifest <<'END'
rule cat
  command = cat $out.rsp > $out
  rspfile = $out.rsp
  rspfile_content = hello $in
build out: cat build.ninja
END
run
show out
tree

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp > out
[exit 0]
--- out
hello build.ninja(no newline)
build.ninja
out
EXPECT
