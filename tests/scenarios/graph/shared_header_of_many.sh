# SPDX-License-Identifier: Apache-2.0
# One header found by many edges makes all of them run, and only them.
# also-as: xb
awk 'BEGIN {
  print "rule cc\n  command = echo \"$out: $in $h\" > $out.d && cat $in > $out"
  print "  depfile = $out.d\n  deps = gcc\n  description = CC"
  for (i = 0; i < 100; i++) {
    print "build o" i ": cc src\n  h = " (i % 2 ? "odd.h" : "even.h")
  } }' | manifest
old src odd.h even.h
"$NINJA" | wc -l
edit odd.h changed
"$NINJA" | wc -l
run

: <<'EXPECT'
100
50
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
