# SPDX-License-Identifier: Apache-2.0
# The content of the response file belongs to the command.
manifest <<'END'
rule cat
  command = cat $out.rsp > $out
  rspfile = $out.rsp
  rspfile_content = $text
build out: cat
  text = one
END
run
sed -i 's/one/two/' build.ninja
run
show out
run

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp > out
[exit 0]
$ ninja
[1/1] cat out.rsp > out
[exit 0]
--- out
two(no newline)
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
