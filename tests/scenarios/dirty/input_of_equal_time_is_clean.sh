# SPDX-License-Identifier: Apache-2.0
# Equal times mean up to date.
manifest <<'END'
rule cp
  command = cp $in $out && touch -r $in $out
build out: cp src
END
stamp 1000000000 src
run
run

: <<'EXPECT'
$ ninja
[1/1] cp src out && touch -r src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
