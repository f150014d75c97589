# SPDX-License-Identifier: Apache-2.0
# -t commands prints what would rebuild a target, in order.
old src
manifest <<'END'
rule cp
  command = cp $in $out
  description = CP
build a: cp src
build b: cp a
build c: cp b
build group: phony c
build other: cp src
END
run -t commands group
run -t commands -s c
run -t commands -s group
run -t commands b c
run -t commands nowhere

: <<'EXPECT'
$ ninja -t commands group
cp src a
cp a b
cp b c
[exit 0]
$ ninja -t commands -s c
cp b c
[exit 0]
$ ninja -t commands -s group
[exit 0]
$ ninja -t commands b c
cp src a
cp a b
cp b c
[exit 0]
$ ninja -t commands nowhere
2> ninja: error: unknown target 'nowhere', did you mean 'other'?
[exit 1]
EXPECT
