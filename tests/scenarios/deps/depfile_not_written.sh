# SPDX-License-Identifier: Apache-2.0
# A command that writes no depfile has no discovered inputs.
old src
manifest <<'END'
rule cc
  command = cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
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
