# SPDX-License-Identifier: Apache-2.0
# Where times decided once, each later change of a file is noticed: after a
# build by times, after another program's run, after `-t restat`, and for an
# input that only the manifest is new to.
# xb-only: content is xb's rule
# needs: oracle
manifest <<'END'
rule cat
  command = cat in* > $out
build out: cat in
END
replace() { echo "$2" >"$1" && touch -d @1000000000 "$1" && settle; }
echo one >in
settle
xb
echo "# a build by times"
edit in two
settle
xb --freshness=mtime
xb
replace in three
xb why out | tail -1
xb
show out
echo "# another program"
edit in four
settle
"$ORACLE" >"$SCRATCH/out"
xb
replace in five
xb
show out
echo "# -t restat"
xb -t restat
xb
replace in six
xb
show out
echo "# a new input"
replace in2 seven
sed -i 's/cat in$/cat in in2/' build.ninja
xb
replace in2 eight
xb
show out
xb

: <<'EXPECT'
[1/1] cat in* > out
# a build by times
[1/1] cat in* > out
xb: no work to do.
    input in was changed since out was found up to date by its time
[1/1] cat in* > out
--- out
three
# another program
xb: no work to do.
[1/1] cat in* > out
--- out
five
# -t restat
xb: no work to do.
[1/1] cat in* > out
--- out
six
# a new input
[1/1] cat in* > out
[1/1] cat in* > out
--- out
six
eight
xb: no work to do.
EXPECT
