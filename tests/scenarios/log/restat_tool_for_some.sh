# SPDX-License-Identifier: Apache-2.0
# -t restat may be given outputs.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build b: cp src
END
quietly
newer src
newer a
newer b
run -t restat a
run

: <<'EXPECT'
$ ninja -t restat a
[exit 0]
$ ninja
[1/1] cp src b
[exit 0]
EXPECT
