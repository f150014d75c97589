# SPDX-License-Identifier: Apache-2.0
# A validation is built when its target is, but nothing waits for it.
# also-as: xb
old src
manifest <<'END'
rule cp
  command = cp $in $out
rule check
  command = touch $out
build out: cp src |@ checked
build checked: check src
build unrelated: check src
END
run_sorted out
tree
run out

: <<'EXPECT'
$ ninja out
cp src out
touch checked
[exit 0]
build.ninja
checked
out
src
$ ninja out
ninja: no work to do.
[exit 0]
EXPECT
