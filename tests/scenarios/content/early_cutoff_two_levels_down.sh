# SPDX-License-Identifier: Apache-2.0
# The output that stays as it was may come later, behind discovered inputs.
# xb-only: content is xb's rule
echo '1 # one' >src
old main
manifest <<'END'
rule cat
  command = cat $in > $out
rule strip
  command = sed 's/ *#.*//' $in > $out
rule cc
  command = cat $in gen.h > $out && echo "$out: $in gen.h" > $out.d
  deps = gcc
  depfile = $out.d
build copy: cat src
build gen.h: strip copy
build main.o: cc main || gen.h
build out: cat main.o
END
settle
xb -j1 >"$SCRATCH/out"
edit src '1 # two'
settle
xb -j1
xb -d stats | grep content:
edit src '3 # two'
settle
xb -j1
xb

: <<'EXPECT'
[1/4] cat src > copy
[2/4] sed 's/ *#.*//' copy > gen.h
content: 1 edges clean by content, 0 cut off early, 0 files hashed
[1/4] cat src > copy
[2/4] sed 's/ *#.*//' copy > gen.h
[3/4] cat main gen.h > main.o && echo "main.o: main gen.h" > main.o.d
[4/4] cat main.o > out
xb: no work to do.
EXPECT
