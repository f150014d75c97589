# SPDX-License-Identifier: Apache-2.0
# An edge without a depfile of its rule has none.
old src
manifest <<'END'
rule cc
  command = cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
  depfile =
  deps =
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
