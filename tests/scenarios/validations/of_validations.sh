# SPDX-License-Identifier: Apache-2.0
# Validations of a validation are built too.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src |@ b
build b: cp a |@ c
build c: cp b
END
run a

: <<'EXPECT'
$ ninja a
[1/3] cp src a
[2/3] cp a b
[3/3] cp b c
[exit 0]
EXPECT
