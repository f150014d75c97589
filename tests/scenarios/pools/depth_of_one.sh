# SPDX-License-Identifier: Apache-2.0
# Edges of a pool of depth 1 never run at the same time.
awk 'BEGIN {
  print "pool one\n  depth = 1"
  print "rule alone\n  command = mkdir lock && touch $out && rmdir lock"
  print "  pool = one\n  description = X"
  for (i = 0; i < 30; i++) print "build out" i ": alone" }' | manifest
run_sorted -j8

: <<'EXPECT'
$ ninja -j8
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
X
[exit 0]
EXPECT
