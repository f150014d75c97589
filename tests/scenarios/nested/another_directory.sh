# SPDX-License-Identifier: Apache-2.0
# A command may build in a directory of its own.
# also-as: xb
mkdir sub
old sub/src
cat >sub/build.ninja <<'END'
rule cp
  command = cp $in $out
build out: cp src
END
manifest <<'END'
rule nest
  command = "$$NINJA" -C sub > log.txt && cp sub/out $out
build out: nest
END
run
tree
run -C sub

: <<'EXPECT'
$ ninja
[1/1] "$NINJA" -C sub > log.txt && cp sub/out out
[exit 0]
build.ninja
log.txt
out
sub/build.ninja
sub/out
sub/src
$ ninja -C sub
ninja: Entering directory `sub'
ninja: no work to do.
[exit 0]
EXPECT
