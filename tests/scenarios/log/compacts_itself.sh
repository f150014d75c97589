# SPDX-License-Identifier: Apache-2.0
# A log with many more lines than outputs is compacted by a build now and then.
for n in 1 2 3 4 5 6; do
  awk -v n=$n 'BEGIN {
    print "rule say\n  command = echo " n " > $out"
    for (i = 0; i < 40; i++) print "build out" i ": say" }' | manifest
  quietly
done
[ "$(wc -l <.ninja_log)" -lt 240 ] && echo compacted
logged | wc -l
run

: <<'EXPECT'
compacted
40
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
