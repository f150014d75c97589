# SPDX-License-Identifier: Apache-2.0
# An edge that failed runs again, though its input is what was built.
# xb-only: content is xb's rule
echo good >src
manifest <<'END'
rule check
  command = cp $in $out && grep -q good $in
build out: check src
END
settle
xb >"$SCRATCH/out"
edit src bad
settle
xb >"$SCRATCH/out" || echo failed
edit src good
settle
xb
show out

: <<'EXPECT'
failed
[1/1] cp src out && grep -q good src
--- out
good
EXPECT
