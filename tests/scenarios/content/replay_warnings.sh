# SPDX-License-Identifier: Apache-2.0
# With --replay-warnings a build ends with what the commands printed that did
# not have to run: nothing to do, left alone by content, or cut off early.
# xb-only: the flag is xb's
old src
echo first >other
manifest <<'END'
rule cc
  command = cp $in $out && echo "$in: warning: odd"
rule first
  command = head -1 $in > $out && printf 'cut'
rule silent
  command = cat $in > $out
build a.o: cc src
build part: first other
build part.o: cc part
build app: silent a.o part.o
build lone: cc src
default app
END
settle
echo "# all ran in this build"
xb -j1 --replay-warnings
echo "# nothing to do, and nothing to do by the stamp"
xb --replay-warnings
XB_REPLAY_WARNINGS=1 xb
XB_REPLAY_WARNINGS=0 xb
echo "# one runs; what reads it is cut off early"
echo second >>other
settle
xb -j1 --replay-warnings
echo "# touched"
newer src other
settle
xb --replay-warnings
echo "# of other targets"
xb --replay-warnings part
xb -j1 --replay-warnings lone
xb -n --replay-warnings part.o

: <<'EXPECT'
# all ran in this build
[1/4] head -1 other > part && printf 'cut'
cut
[2/4] cp src a.o && echo "src: warning: odd"
src: warning: odd
[3/4] cp part part.o && echo "part: warning: odd"
part: warning: odd
[4/4] cat a.o part.o > app
# nothing to do, and nothing to do by the stamp
REPLAYED: a.o
src: warning: odd
REPLAYED: part
cut
REPLAYED: part.o
part: warning: odd
xb: no work to do.
REPLAYED: a.o
src: warning: odd
REPLAYED: part
cut
REPLAYED: part.o
part: warning: odd
xb: no work to do.
xb: no work to do.
# one runs; what reads it is cut off early
[1/3] head -1 other > part && printf 'cut'
cut
REPLAYED: a.o
src: warning: odd
REPLAYED: part.o
part: warning: odd
# touched
REPLAYED: a.o
src: warning: odd
REPLAYED: part
cut
REPLAYED: part.o
part: warning: odd
xb: no work to do.
# of other targets
REPLAYED: part
cut
xb: no work to do.
[1/1] cp src lone && echo "src: warning: odd"
src: warning: odd
REPLAYED: part
cut
REPLAYED: part.o
part: warning: odd
xb: no work to do.
EXPECT
