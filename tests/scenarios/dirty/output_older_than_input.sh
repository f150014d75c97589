# SPDX-License-Identifier: Apache-2.0
# An output that has been made older than its input is made again.
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src
END
stamp 1000000000 src
run
stamp 900000000 out
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
