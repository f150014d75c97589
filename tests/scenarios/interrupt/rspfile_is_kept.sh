# SPDX-License-Identifier: Apache-2.0
# What remains of an interrupted edge's response file.
# before 1.13: ^\[exit 130\] => [exit 2]
manifest <<'END'
rule hang
  command = kill -INT $$(cat $$SCRATCH/pid); exec tail -f /dev/null
  description = HANG
  rspfile = $out.rsp
  rspfile_content = text
build out: hang
END
run_signalled
tree

: <<'EXPECT'
$ ninja
ninja: build stopped: interrupted by user.
[exit 130]
build.ninja
out.rsp
EXPECT
