# SPDX-License-Identifier: Apache-2.0
# An input that is newer than any output can be makes its edge run every time.
stamp 4000000000 src
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src
END
run
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
