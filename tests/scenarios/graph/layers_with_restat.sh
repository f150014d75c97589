# SPDX-License-Identifier: Apache-2.0
# A change that restat stops in every second column rebuilds the others.
old src
cat >gen.sh <<'END'
case $2 in *[13579]) cmp -s "$1" "$2" || cp "$1" "$2" ;; *) cp "$1" "$2" ;; esac
END
awk 'BEGIN {
  print "rule gen\n  command = sh gen.sh $in $out\n  restat = 1\n  description = GEN"
  print "rule cp\n  command = cp $in $out\n  description = CP $out"
  for (i = 0; i < 10; i++) print "build g" i ": gen src\nbuild c" i ": cp g" i
  }' | manifest
quietly
newer src
run_sorted
run

: <<'EXPECT'
$ ninja
CP c0
CP c2
CP c4
CP c6
CP c8
GEN
GEN
GEN
GEN
GEN
GEN
GEN
GEN
GEN
GEN
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
