# SPDX-License-Identifier: Apache-2.0
# Without targets all default targets are taken.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build b: cp a
build c: cp b
default b
END
run -t commands

: <<'EXPECT'
$ ninja -t commands
cp src a
cp a b
[exit 0]
EXPECT
