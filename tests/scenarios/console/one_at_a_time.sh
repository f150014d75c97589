# SPDX-License-Identifier: Apache-2.0
# The console pool has a depth of one.
awk 'BEGIN {
  print "rule alone\n  command = mkdir lock && touch $out && rmdir lock"
  print "  pool = console\n  description = X"
  for (i = 0; i < 20; i++) print "build out" i ": alone" }' | manifest
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
[exit 0]
EXPECT
