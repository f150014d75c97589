# SPDX-License-Identifier: Apache-2.0
# Inputs recorded for an older version of the output are not trusted.
old src a.h
manifest <<'END'
rule cc
  command = echo "$out: $in a.h" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
quietly
newer out
run -d explain
run

: <<'EXPECT'
$ ninja -d explain
[1/1] echo "out: src a.h" > out.d && cp src out
2> ninja explain: stored deps info out of date for 'out' (TIME vs TIME)
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
