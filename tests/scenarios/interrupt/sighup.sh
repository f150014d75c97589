# SPDX-License-Identifier: Apache-2.0
# A lost terminal ends the build like SIGINT.
# normalise: ^\[exit (?!0).*\] => [exit not 0]
manifest <<'END'
rule hang
  command = echo half > $out; kill -HUP $$(cat $$SCRATCH/pid); exec tail -f /dev/null
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
