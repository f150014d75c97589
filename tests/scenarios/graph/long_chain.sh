# SPDX-License-Identifier: Apache-2.0
# Chains of hundreds of edges and thousands of phonies need no deep stack.
# also-as: xb
awk 'BEGIN {
  print "rule cp\n  command = cp $in $out\n  description = CP $out"
  for (i = 0; i < 100; i++) print "build f" i + 1 ": cp f" i
  for (i = 0; i < 5000; i++) print "build p" i + 1 ": phony p" i
  print "build p0: phony f100" }' | manifest
echo text >f0
old f0
"$NINJA" p5000 | tail -n 1
run p5000
edit f0 changed
"$NINJA" p5000 | tail -n 1
show f100

: <<'EXPECT'
[100/100] CP f100
$ ninja p5000
ninja: no work to do.
[exit 0]
[100/100] CP f100
--- f100
changed
EXPECT
