# SPDX-License-Identifier: Apache-2.0
# Short flags may be joined, the last one with its value.
mkdir sub
cat >sub/build.ninja <<'END'
rule touch
  command = touch $out
  description = TOUCH
build out: touch
END
run -nv -C sub
run -nvCsub
run -vj1k0 -Csub

: <<'EXPECT'
$ ninja -nv -C sub
ninja: Entering directory `sub'
[1/1] touch out
[exit 0]
$ ninja -nvCsub
ninja: Entering directory `sub'
[1/1] touch out
[exit 0]
$ ninja -vj1k0 -Csub
2> ninja: fatal: invalid -j parameter
[exit 1]
EXPECT
