# SPDX-License-Identifier: Apache-2.0
# After an interrupt the next build goes on where it stopped.
old src
manifest <<'END'
rule cp
  command = cp $in $out
rule hang
  command = cp $in $out; [ -e again ] || { touch again; kill -INT $$(cat $$SCRATCH/pid); exec tail -f /dev/null; }
  description = HANG
build a: cp src
build b: hang a
build c: cp b
END
run_signalled >/dev/null
run
run

: <<'EXPECT'
$ ninja
[1/2] HANG
[2/2] cp b c
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
