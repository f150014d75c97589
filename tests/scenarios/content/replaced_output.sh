# SPDX-License-Identifier: Apache-2.0
# An output that is not the file that its command left is made again, read or
# not: edited with its old time, or replaced by a link or a directory.
# xb-only: content is xb's rule
# normalise: cannot create out: .* => cannot create out: REASON
echo text >src
manifest <<'END'
rule cat
  command = cat $in > $out
rule fresh
  command = rm -rf $out && cat $in > $out
build out: cat src
build last: fresh out
END
settle
xb -j1 >"$SCRATCH/out"
settle
forge() {
  touch -r "$1" "$SCRATCH/time"
  echo TEXT >"$1"
  touch -r "$SCRATCH/time" "$1"
  settle
}
echo "# edited with its old time"
forge last
xb why last | tail -1
xb -j1
forge out
xb -j1
show out last
echo "# a link to a newer file"
cp src elsewhere
newer elsewhere
ln -sf elsewhere last
settle
xb -j1
[ -L last ] || echo a file
echo "# a directory"
rm last
mkdir last
settle
xb -j1
show last
settle
xb

: <<'EXPECT'
# edited with its old time
    output last is not the file that its command left
[1/1] rm -rf last && cat out > last
[1/2] cat src > out
--- out
text
--- last
text
# a link to a newer file
[1/1] rm -rf last && cat out > last
a file
# a directory
[1/1] rm -rf last && cat out > last
--- last
text
xb: no work to do.
EXPECT
