# SPDX-License-Identifier: Apache-2.0
# -t query shows both sides of a file.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src | b || c |@ v
build b: cp src
build c: phony
build v: cp src
build all: phony a
END
run -t query a
run -t query src
run -t query a b
run -t query nowhere
run -t query

: <<'EXPECT'
$ ninja -t query a
a:
  input: cp
    src
    | b
    || c
  validations:
    v
  outputs:
    all
[exit 0]
$ ninja -t query src
src:
  outputs:
    a
    b
    v
[exit 0]
$ ninja -t query a b
a:
  input: cp
    src
    | b
    || c
  validations:
    v
  outputs:
    all
b:
  input: cp
    src
  outputs:
    a
[exit 0]
$ ninja -t query nowhere
2> ninja: error: unknown target 'nowhere'
[exit 1]
$ ninja -t query
2> ninja: error: expected a target to query
[exit 1]
EXPECT
