# SPDX-License-Identifier: Apache-2.0
# An empty depfile counts like a missing one: the edge runs every time.
old src
manifest <<'END'
rule cc
  command = : > $out.d && cp $in $out
  depfile = $out.d
build out: cc src
END
run
run

: <<'EXPECT'
$ ninja
[1/1] : > out.d && cp src out
[exit 0]
$ ninja
[1/1] : > out.d && cp src out
[exit 0]
EXPECT
