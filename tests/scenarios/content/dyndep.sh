# SPDX-License-Identifier: Apache-2.0
# Inputs that a dyndep file names count by content.
# xb-only: content is xb's rule
echo text >src
echo hidden >hidden
manifest <<'END'
rule cat
  command = cat $in hidden > $out
rule dd
  command = printf 'ninja_dyndep_version = 1\nbuild out: dyndep | hidden\n' > $out
build dd: dd
build out: cat src || dd
  dyndep = dd
END
settle
xb -j1 >"$SCRATCH/out"
newer hidden
settle
xb
edit hidden changed
touch -d @1000000000 hidden
settle
xb
xb

: <<'EXPECT'
xb: no work to do.
[1/1] cat src hidden > out
xb: no work to do.
EXPECT
