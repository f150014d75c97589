# SPDX-License-Identifier: Apache-2.0
# An output that the interrupted command had not touched yet is kept.
# before 1.13: ^\[exit 130\] => [exit 2]
old src out
manifest <<'END'
rule hang
  command = kill -INT $$(cat $$SCRATCH/pid); exec tail -f /dev/null
  description = HANG
build out: hang src
END
run_signalled
tree

: <<'EXPECT'
$ ninja
ninja: build stopped: interrupted by user.
[exit 130]
build.ninja
out
src
EXPECT
