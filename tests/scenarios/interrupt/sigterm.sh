# SPDX-License-Identifier: Apache-2.0
# SIGTERM does the same.
# xb-only: 143 is xb's own, ninja takes any signal for an interrupt
manifest <<'END'
rule hang
  command = echo half > $out; kill -TERM $$(cat $$SCRATCH/pid); exec tail -f /dev/null
  description = HANG
build out: hang
END
run_signalled >"$SCRATCH/all"
tail -n 1 "$SCRATCH/all"
tree

: <<'EXPECT'
[exit 143]
build.ninja
EXPECT
