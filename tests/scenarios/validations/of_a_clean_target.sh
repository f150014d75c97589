# SPDX-License-Identifier: Apache-2.0
# A missing validation is built although its target is up to date.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src |@ checked
build checked: cp src
END
run_sorted out
rm checked
run out

: <<'EXPECT'
$ ninja out
cp src checked
cp src out
[exit 0]
$ ninja out
[1/1] cp src checked
[exit 0]
EXPECT
