# SPDX-License-Identifier: Apache-2.0
# `-d stats` counts each edge once that content left alone: those with newer
# inputs of the same content, and all that an unchanged output cut off.
# xb-only: the flag prints other things in ninja
old touched
echo '1 # one' >src
manifest <<'END'
rule cat
  command = cat $in > $out
rule strip
  command = sed 's/ *#.*//' $in > $out
build a: strip src
build b: cat a
build c: cat a b
build group: phony b c
build out: cat group.txt c | group
build other: cat touched
END
old group.txt
settle
xb -j1 >"$SCRATCH/out"
edit src '1 # two'
newer touched
settle
xb -j1 -d stats | sed 's/, [0-9]* files hashed//' | grep content:
edit src '2 # two'
settle
xb -j1 -d stats | sed 's/, [0-9]* files hashed//' | grep content:

: <<'EXPECT'
content: 1 edges clean by content, 3 cut off early
content: 1 edges clean by content, 0 cut off early
EXPECT
