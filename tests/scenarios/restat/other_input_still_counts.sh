# SPDX-License-Identifier: Apache-2.0
# A pruned input does not hide another one that did change.
old src other
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule cat
  command = cat $in > $out
build mid: gen src
build out: cat mid other
END
quietly
newer src
edit other changed
run -j1
show out

: <<'EXPECT'
$ ninja -j1
[1/2] cmp -s src mid || cp src mid
[2/2] cat mid other > out
[exit 0]
--- out
changed
EXPECT
