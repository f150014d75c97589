# SPDX-License-Identifier: Apache-2.0
# After a failure the response file is left for inspection.
manifest <<'END'
rule fail
  command = cat $out.rsp; exit 1
  rspfile = $out.rsp
  rspfile_content = hello
build out: fail
END
run
tree

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp; exit 1
FAILED: [code=1] out\s
cat out.rsp; exit 1
hello
ninja: build stopped: subcommand failed.
[exit 1]
build.ninja
out.rsp
EXPECT
