# SPDX-License-Identifier: Apache-2.0
# An output that is gone, or older, is made again; a newer one stays.
# xb-only: content is xb's rule
echo text >src
manifest <<'END'
rule cat
  command = cat $in > $out
build mid: cat src
build out: cat mid
END
settle
xb -j1
rm mid
xb -j1
echo backup >mid
touch -d @1000000000 mid
settle
xb -j1
edit mid 'by hand'
settle
xb -j1
show out
newer mid
settle
xb

: <<'EXPECT'
[1/2] cat src > mid
[2/2] cat mid > out
[1/2] cat src > mid
[1/2] cat src > mid
[1/1] cat mid > out
--- out
by hand
xb: no work to do.
EXPECT
