# SPDX-License-Identifier: Apache-2.0
# An edit right after the build, of the same size, is never overlooked.
# xb-only: content is xb's rule
echo 0 >src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
xb >"$SCRATCH/out"
for i in 1 2 3 4 5 6 7 8 9; do
  # Whatever tick of the file system it falls into; the time goes back.
  echo $i >src
  touch -d @1000000000 src
  xb >"$SCRATCH/out"
  cmp src out || echo "overlooked $i"
done
xb

: <<'EXPECT'
xb: no work to do.
EXPECT
