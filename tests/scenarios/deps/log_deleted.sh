# SPDX-License-Identifier: Apache-2.0
# Without a deps log the discovered inputs are unknown: the edge runs.
old src a.h
manifest <<'END'
rule cc
  command = echo "$out: $in a.h" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
quietly
rm .ninja_deps
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src a.h" > out.d && cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
