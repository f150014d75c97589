# SPDX-License-Identifier: Apache-2.0
# --freshness=mtime gives xb ninja's rules.
# xb-only: the flag is xb's
old src
manifest <<'END'
rule cp
  command = cp $in $out && echo $out >> runs
build out: cp src
END
xb --freshness=mtime >"$SCRATCH/out"
newer src
xb --freshness=mtime >"$SCRATCH/out"
show runs

: <<'EXPECT'
--- runs
out
out
EXPECT
