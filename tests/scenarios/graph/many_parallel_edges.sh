# SPDX-License-Identifier: Apache-2.0
# Five hundred edges run on eight slots, each exactly once.
# also-as: xb
awk 'BEGIN {
  print "rule say\n  command = echo $out >> runs && touch $out"
  for (i = 0; i < 500; i++) print "build out" i ": say" }' | manifest
"$NINJA" -j8 | wc -l
sort -u runs | wc -l
wc -l <runs
run

: <<'EXPECT'
500
500
500
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
