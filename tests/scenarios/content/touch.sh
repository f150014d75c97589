# SPDX-License-Identifier: Apache-2.0
# A touched input is looked at, and nothing runs.
# xb-only: content is xb's rule
old src
manifest <<'END'
rule cat
  command = cat $in > $out
build mid: cat src
build out: cat mid
END
xb -j1
newer src
settle
xb
xb --freshness=mtime -n
edit src new
settle
xb -j1
xb

: <<'EXPECT'
[1/2] cat src > mid
[2/2] cat mid > out
xb: no work to do.
[1/2] cat src > mid
[2/2] cat mid > out
[1/2] cat src > mid
[2/2] cat mid > out
xb: no work to do.
EXPECT
