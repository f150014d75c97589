# SPDX-License-Identifier: Apache-2.0
# A phony edge may have validations.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build checked: cp src
build all: phony a |@ checked
END
run_sorted all
run all

: <<'EXPECT'
$ ninja all
cp src a
cp src checked
[exit 0]
$ ninja all
ninja: no work to do.
[exit 0]
EXPECT
