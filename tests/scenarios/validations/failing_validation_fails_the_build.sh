# SPDX-License-Identifier: Apache-2.0
# A failed validation fails the build, though its target is made.
old src
manifest <<'END'
rule cp
  command = cp $in $out
rule check
  command = exit 3
build out: cp src |@ checked
build checked: check out
END
run out
tree
run out

: <<'EXPECT'
$ ninja out
[1/2] cp src out
[2/2] exit 3
FAILED: [code=3] checked\s
exit 3
ninja: build stopped: subcommand failed.
[exit 3]
build.ninja
out
src
$ ninja out
[1/1] exit 3
FAILED: [code=3] checked\s
exit 3
ninja: build stopped: subcommand failed.
[exit 3]
EXPECT
