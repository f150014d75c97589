# SPDX-License-Identifier: Apache-2.0
# A depfile may name its target and no input.
old src
manifest <<'END'
rule cc
  command = echo "$out:" > $out.d && cp $in $out
  depfile = $out.d
build out: cc src
END
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out:" > out.d && cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
