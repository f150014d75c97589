# SPDX-License-Identifier: Apache-2.0
# What is edited while the command runs is built again.
# xb-only: content is xb's rule
echo first >src
manifest <<'END'
rule slow
  command = cat $in > $out && if [ ! -e edited ]; then touch edited && $
      echo other > src; fi
build out: slow src
END
settle
xb >"$SCRATCH/out"
show out
settle
xb >"$SCRATCH/out"
show out
settle
xb

: <<'EXPECT'
--- out
first
--- out
other
xb: no work to do.
EXPECT
