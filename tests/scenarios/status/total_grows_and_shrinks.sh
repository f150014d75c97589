# SPDX-License-Identifier: Apache-2.0
# The total is what is known to be needed: less after restat.
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule cp
  command = cp $in $out
build a: gen src
build b: cp a
build c: cp b
build z: cp src || c
END
quietly -j1
newer src
export NINJA_STATUS='%f of %t '
run -j1

: <<'EXPECT'
$ ninja -j1
1 of 4 cmp -s src a || cp src a
2 of 2 cp src z
[exit 0]
EXPECT
