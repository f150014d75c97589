# SPDX-License-Identifier: Apache-2.0
# After the signal no further command is started.
# before 1.13: ^\[exit 130\] => [exit 2]
manifest <<'END'
rule interrupt
  command = touch $out; kill -INT $$(cat $$SCRATCH/pid); exec tail -f /dev/null
rule touch
  command = touch $out
build a: interrupt
build b: touch a
END
run_signalled -k0
tree

: <<'EXPECT'
$ ninja -k0
ninja: build stopped: interrupted by user.
[exit 130]
build.ninja
EXPECT
