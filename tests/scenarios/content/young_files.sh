# SPDX-License-Identifier: Apache-2.0
# Files that were written just before the build are known by content, too.
# xb-only: content is xb's rule
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
echo old >old
stamp 1000000000 old
for i in 1 2 3 4 5 6 7 8 9; do
  echo "$i" >src
  xb >"$SCRATCH/out"
  cp -p old src
  xb >"$SCRATCH/out"
  cmp src out || echo "overlooked $i"
done
xb

: <<'EXPECT'
xb: no work to do.
EXPECT
