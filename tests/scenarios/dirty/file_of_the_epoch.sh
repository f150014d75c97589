# SPDX-License-Identifier: Apache-2.0
# A file of time zero exists.
stamp 0 src
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
ninja: no work to do.
[exit 0]
EXPECT
