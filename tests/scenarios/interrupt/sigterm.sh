# SPDX-License-Identifier: Apache-2.0
# SIGTERM ends the build like SIGINT.
# before 1.13: ^\[exit 130\] => [exit 2]
manifest <<'END'
rule hang
  command = echo half > $out; kill -TERM $$(cat $$SCRATCH/pid); exec tail -f /dev/null
  description = HANG
build out: hang
END
run_signalled
tree

: <<'EXPECT'
$ ninja
ninja: build stopped: interrupted by user.
[exit 130]
build.ninja
EXPECT
