# SPDX-License-Identifier: Apache-2.0
# Inputs in a depfile that stays on disk count by content.
# xb-only: content is xb's rule
echo text >src
echo hidden >hidden
manifest <<'END'
rule cc
  command = cat $in hidden > $out && echo "$out: $in hidden" > $out.d
  depfile = $out.d
build out: cc src
END
settle
xb >"$SCRATCH/out"
newer hidden src
settle
xb
edit hidden changed
touch -d @1000000000 hidden
settle
xb
xb

: <<'EXPECT'
xb: no work to do.
[1/1] cat src hidden > out && echo "out: src hidden" > out.d
xb: no work to do.
EXPECT
