# SPDX-License-Identifier: Apache-2.0
# An input with an older time counts by its content.
# xb-only: content is xb's rule
old same
echo text >src
echo other >backup
stamp 1000000000 backup
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
xb
touch -d @1000000001 src
settle
xb
cp -p backup src
settle
xb
show out
xb

: <<'EXPECT'
[1/1] cat src > out
xb: no work to do.
[1/1] cat src > out
--- out
other
xb: no work to do.
EXPECT
