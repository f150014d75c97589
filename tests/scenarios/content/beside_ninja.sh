# SPDX-License-Identifier: Apache-2.0
# What a real ninja has run goes by times until xb runs it.
# xb-only: content is xb's rule
# needs: oracle
echo text >src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
xb
edit src new
settle
"$ORACLE" >"$SCRATCH/out"
xb
show out
newer src
settle
xb
newer src
settle
xb
# A command that ninja ran for another text, which has gone again.
edit src third
settle
"$ORACLE" >"$SCRATCH/out"
edit src new
settle
xb
show out

: <<'EXPECT'
[1/1] cat src > out
xb: no work to do.
--- out
new
[1/1] cat src > out
xb: no work to do.
[1/1] cat src > out
--- out
new
EXPECT
