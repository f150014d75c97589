# SPDX-License-Identifier: Apache-2.0
# A dry run says what would run by content, and writes nothing.
# xb-only: content is xb's rule
old src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
xb >"$SCRATCH/out"
cp .xb/content "$SCRATCH/content"
newer src
settle
xb -n
edit src new
settle
xb -n
cmp .xb/content "$SCRATCH/content" && echo same
xb

: <<'EXPECT'
xb: no work to do.
[1/1] cat src > out
same
[1/1] cat src > out
EXPECT
