# SPDX-License-Identifier: Apache-2.0
# A command that never writes its depfile runs every time.
old src
manifest <<'END'
rule cc
  command = cp $in $out
  depfile = $out.d
build out: cc src
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
