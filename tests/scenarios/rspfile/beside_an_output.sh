# SPDX-License-Identifier: Apache-2.0
# The directory of an output exists when the response file is written.
manifest <<'END'
rule cat
  command = cat $rspfile > $out
  rspfile = nowhere
  rspfile_content = hello
build d/e/out: cat
  rspfile = d/e/args
END
run
show d/e/out

: <<'EXPECT'
$ ninja
[1/1] cat d/e/args > d/e/out
[exit 0]
--- d/e/out
hello(no newline)
EXPECT
