# SPDX-License-Identifier: Apache-2.0
# `./a`, `x/../a` and `a` are the same file, on both sides of an edge.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build ./mid: cp .//src
build dir/../out: cp x/./../mid
END
run -v
run out

: <<'EXPECT'
$ ninja -v
[1/2] cp src mid
[2/2] cp mid out
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
EXPECT
