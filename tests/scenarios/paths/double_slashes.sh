# SPDX-License-Identifier: Apache-2.0
# Repeated slashes count as one.
mkdir -p d/e
old d/e/src
manifest <<'END'
rule cp
  command = cp $in $out
build o//p///out: cp d//e///src
END
run -v
tree

: <<'EXPECT'
$ ninja -v
[1/1] cp d/e/src o/p/out
[exit 0]
build.ninja
d/e/src
o/p/out
EXPECT
