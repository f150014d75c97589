# SPDX-License-Identifier: Apache-2.0
# Validations of everything on the way are built.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build mid: cp src |@ checked
build out: cp mid
build checked: cp mid
END
run_sorted out
run out
rm checked
run out

: <<'EXPECT'
$ ninja out
cp mid checked
cp mid out
cp src mid
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ ninja out
[1/1] cp mid checked
[exit 0]
EXPECT
