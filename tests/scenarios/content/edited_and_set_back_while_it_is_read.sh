# SPDX-License-Identifier: Apache-2.0
# An edit of the same size and time during the command is not overlooked later.
# xb-only: content is xb's rule
echo first >src
touch -d @1000000000 src
manifest <<'END'
rule slow
  command = cat $in > $out && if [ ! -e edited ]; then touch edited && $
      echo other > src && touch -d @1000000000 src; fi
build out: slow src
END
settle
xb >"$SCRATCH/out"
newer src
settle
xb >"$SCRATCH/out"
show out
xb

: <<'EXPECT'
--- out
other
xb: no work to do.
EXPECT
