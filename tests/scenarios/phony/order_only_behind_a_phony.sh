# SPDX-License-Identifier: Apache-2.0
# What is behind a phony in an order-only place never dirties.
old src other
manifest <<'END'
rule cp
  command = cp $in $out
build made: cp other
build group: phony made
build out: cp src || group
END
run
newer other
run

: <<'EXPECT'
$ ninja
[1/2] cp other made
[2/2] cp src out
[exit 0]
$ ninja
[1/1] cp other made
[exit 0]
EXPECT
