# SPDX-License-Identifier: Apache-2.0
# All running commands are ended.
# before 1.13: ^\[exit 130\] => [exit 2]
mkfifo ready
manifest <<'END'
rule wait
  command = echo half > $out; echo > ready; exec tail -f /dev/null
rule interrupt
  command = echo half > $out; read x < ready; kill -INT $$(cat $$SCRATCH/pid); exec tail -f /dev/null
build a: wait
build b: interrupt
END
run_signalled -j2
tree

: <<'EXPECT'
$ ninja -j2
ninja: build stopped: interrupted by user.
[exit 130]
build.ninja
EXPECT
