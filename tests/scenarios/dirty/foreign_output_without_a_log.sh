# SPDX-License-Identifier: Apache-2.0
# An output that exists but is not in the log is made again.
old src
touch out
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
