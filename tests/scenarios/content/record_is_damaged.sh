# SPDX-License-Identifier: Apache-2.0
# Without its records content falls back to times, and nothing is overlooked.
# xb-only: content is xb's rule
echo text >src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
xb
printf garbage >.xb/content
xb
newer src
settle
xb
newer src
settle
xb
# By its time the source is newer.
rm .xb/content
xb
newer src
settle
xb

: <<'EXPECT'
[1/1] cat src > out
xb: no work to do.
[1/1] cat src > out
xb: no work to do.
[1/1] cat src > out
xb: no work to do.
EXPECT
