# SPDX-License-Identifier: Apache-2.0
# An output that comes out as it was stops the change there.
# xb-only: content is xb's rule
echo '1 # one' >src
manifest <<'END'
rule strip
  command = sed 's/ *#.*//' $in > $out
rule cat
  command = cat $in > $out
build a: strip src
build b: cat a
build c: cat b
build out: cat c
END
settle
xb -j1
edit src '1 # two'
settle
xb -j1
xb
edit src '2 # two'
settle
xb -j1

: <<'EXPECT'
[1/4] sed 's/ *#.*//' src > a
[2/4] cat a > b
[3/4] cat b > c
[4/4] cat c > out
[1/4] sed 's/ *#.*//' src > a
xb: no work to do.
[1/4] sed 's/ *#.*//' src > a
[2/4] cat a > b
[3/4] cat b > c
[4/4] cat c > out
EXPECT
