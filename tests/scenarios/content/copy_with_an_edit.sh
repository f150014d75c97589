# SPDX-License-Identifier: Apache-2.0
# In a copy inodes and ctimes are others.  An output that was edited there under
# its old size and time is made again all the same, whether before the first
# build in the copy, if something reads it, or later.
# xb-only: content is xb's rule
mkdir tree
cd tree
old src
manifest <<'END'
rule cat
  command = cat $in > $out
build middle: cat src
build out: cat middle
END
echo source >src
settle
xb >"$SCRATCH/out"
cd ..
cp -a tree copy
forge() {
  cp -p "copy/$1" "$SCRATCH/time"
  echo forged >"copy/$1"
  touch -r "$SCRATCH/time" "copy/$1"
  settle
}
forge middle
xb -C copy
xb -C copy
forge out
xb -C copy
forge middle
xb -C copy
xb -C copy
show copy/middle copy/out

: <<'EXPECT'
xb: Entering directory `copy'
[1/2] cat src > middle
xb: Entering directory `copy'
xb: no work to do.
xb: Entering directory `copy'
[1/1] cat middle > out
xb: Entering directory `copy'
[1/2] cat src > middle
xb: Entering directory `copy'
xb: no work to do.
--- copy/middle
source
--- copy/out
source
EXPECT
