# SPDX-License-Identifier: Apache-2.0
# -t inputs lists all inputs of a target, sorted and without doubles.
old src other
manifest <<'END'
rule cp
  command = cp $in $out
build b: cp src
build a: cp b | other || src
END
run -t inputs a
run -t inputs
run -t inputs nowhere

: <<'EXPECT'
$ ninja -t inputs a
b
other
src
[exit 0]
$ ninja -t inputs
b
other
src
[exit 0]
$ ninja -t inputs nowhere
2> ninja: error: unknown target 'nowhere', did you mean 'other'?
[exit 1]
EXPECT
