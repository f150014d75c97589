# SPDX-License-Identifier: Apache-2.0
# Times are compared to the nanosecond.
manifest <<'END'
rule cp
  command = cp $in $out && touch -d @1000000000.000000500 $out
build out: cp src
END
stamp 1000000000.000000400 src
run
run
stamp 1000000000.000000500 src
run
stamp 1000000000.000000600 src
run

: <<'EXPECT'
$ ninja
[1/1] cp src out && touch -d @1000000000.000000500 out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] cp src out && touch -d @1000000000.000000500 out
[exit 0]
EXPECT
