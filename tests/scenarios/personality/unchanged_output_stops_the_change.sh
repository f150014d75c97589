# SPDX-License-Identifier: Apache-2.0
# Called as xb, every edge acts as if it had restat, by content.
# xb-only: ninja needs restat
old src
manifest <<'END'
rule strip
  command = tr -d ' ' < $in > $out && echo $out >> runs
rule cp
  command = cp $in $out && echo $out >> runs
build mid: strip src
build out: cp mid
END
echo 'a b' >src
old src
xb >"$SCRATCH/out"
edit src 'a  b'
xb >"$SCRATCH/out"
show runs

: <<'EXPECT'
--- runs
mid
out
mid
EXPECT
