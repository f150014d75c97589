# SPDX-License-Identifier: Apache-2.0
# Called as xb, a touched input with its former content is no reason to run.
# xb-only: ninja goes by times alone
old src
manifest <<'END'
rule cp
  command = cp $in $out && echo $out >> runs
build out: cp src
END
xb >"$SCRATCH/out"
newer src
xb >"$SCRATCH/out"
show runs
edit src changed
xb >"$SCRATCH/out"
show runs

: <<'EXPECT'
--- runs
out
--- runs
out
out
EXPECT
