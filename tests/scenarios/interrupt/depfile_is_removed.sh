# SPDX-License-Identifier: Apache-2.0
# With a depfile the output goes even if untouched, and so does the depfile.
# before 1.13: ^\[exit 130\] => [exit 2]
old src out
manifest <<'END'
rule hang
  command = echo "out: src" > out.d; kill -INT $$(cat $$SCRATCH/pid); exec tail -f /dev/null
  description = HANG
  depfile = $out.d
build out: hang src
END
run_signalled
tree

: <<'EXPECT'
$ ninja
ninja: build stopped: interrupted by user.
[exit 130]
build.ninja
src
EXPECT
