# SPDX-License-Identifier: Apache-2.0
# A wide diamond is built once, whole, and then again only where it changed.
# also-as: xb
awk 'BEGIN {
  print "rule cat\n  command = cat $in > $out\n  description = CAT $out"
  print "build top: cat src"
  for (i = 0; i < 300; i++) {
    print "build mid" i ": cat top"
    all = all " mid" i
  }
  print "build bottom: cat" all }' | manifest
echo text >src
old src
"$NINJA" | tail -n 1
wc -l <bottom
run
rm mid7
run
run

: <<'EXPECT'
[302/302] CAT bottom
300
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/2] CAT mid7
[2/2] CAT bottom
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
