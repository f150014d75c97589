# SPDX-License-Identifier: Apache-2.0
# A copy of the whole directory, with other inodes, is up to date.
# xb-only: content is xb's rule
mkdir tree
cd tree
old src inc
manifest <<'END'
rule cc
  command = cat $in inc > $out && echo "$out: $in inc" > $out.d
  deps = gcc
  depfile = $out.d
rule cat
  command = cat $in > $out
build src.o: cc src
build out: cat src.o
END
settle
xb -j1 >"$SCRATCH/out"
cd ..
cp -a tree copy
xb -C copy
edit copy/inc new
settle
xb -C copy -j1
# Without the times: what is read is known by its content, `out` is not read.
cp -r copy plain
settle
xb -C plain

: <<'EXPECT'
xb: Entering directory `copy'
xb: no work to do.
xb: Entering directory `copy'
[1/2] cat src inc > src.o && echo "src.o: src inc" > src.o.d
[2/2] cat src.o > out
xb: Entering directory `plain'
[1/1] cat src.o > out
EXPECT
