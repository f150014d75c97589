# SPDX-License-Identifier: Apache-2.0
# -C changes the directory first and says so.
# oracle: >=1.12
mkdir sub
cat >sub/build.ninja <<'END'
rule touch
  command = touch $out
build out: touch
END
run -C sub
run --quiet -C sub
tree

: <<'EXPECT'
$ ninja -C sub
ninja: Entering directory `sub'
[1/1] touch out
[exit 0]
$ ninja --quiet -C sub
[exit 0]
sub/build.ninja
sub/out
EXPECT
