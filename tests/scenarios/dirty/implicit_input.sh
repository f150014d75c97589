# SPDX-License-Identifier: Apache-2.0
# An implicit input counts like an explicit one.
# also-as: xb
old src flag
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src | flag
END
run
edit flag x
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
