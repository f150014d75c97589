# SPDX-License-Identifier: Apache-2.0
# A validation of a file may read that file.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src |@ checked
build checked: cp out
END
run out
run out
newer src
run out

: <<'EXPECT'
$ ninja out
[1/2] cp src out
[2/2] cp out checked
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ ninja out
[1/2] cp src out
[2/2] cp out checked
[exit 0]
EXPECT
