# SPDX-License-Identifier: Apache-2.0
# A log that xb begins is one that the ninja of the machine reads.
# needs: oracle
# xb-only: ninja knows its own log only
old src header
manifest <<'END'
rule cc
  command = echo "$out: $in header" > $out.d && cat $in header > $out
  depfile = $out.d
  deps = gcc
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
build src.o: cc src
build out: gen src.o
END
mkdir "$SCRATCH/installed"
ln -s "$ORACLE" "$SCRATCH/installed/ninja"
PATH=$SCRATCH/installed:$PATH
xb -j1 >"$SCRATCH/out"
oracle
edit src changed
oracle -j1
xb

: <<'EXPECT'
$ oracle
ninja: no work to do.
[exit 0]
$ oracle -j1
[1/2] echo "src.o: src header" > src.o.d && cat src header > src.o
[2/2] cmp -s src.o out || cp src.o out
[exit 0]
xb: no work to do.
EXPECT
