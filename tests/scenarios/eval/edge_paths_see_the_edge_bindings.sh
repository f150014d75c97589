# SPDX-License-Identifier: Apache-2.0
# The paths of an edge are evaluated after its bindings.
old from-edge.in
manifest <<'END'
name = from-file
rule cp
  command = cp $in $out
build $name.out: cp $name.in
  name = from-edge
END
run
tree

: <<'EXPECT'
$ ninja
[1/1] cp from-edge.in from-edge.out
[exit 0]
build.ninja
from-edge.in
from-edge.out
EXPECT
