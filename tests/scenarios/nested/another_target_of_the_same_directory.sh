# SPDX-License-Identifier: Apache-2.0
# A command may build another target of the same directory, as projects do
# with `cmake --build .` in custom commands.
# also-as: xb
old src
manifest <<'END'
rule cp
  command = cp $in $out
rule nest
  command = "$$NINJA" inner > inner.txt && cp inner $out
build inner: cp src
build outer: nest src
END
run outer
tree
run outer inner
run -t restat
run outer inner

: <<'EXPECT'
$ ninja outer
[1/1] "$NINJA" inner > inner.txt && cp inner outer
[exit 0]
build.ninja
inner
inner.txt
outer
src
$ ninja outer inner
ninja: no work to do.
[exit 0]
$ ninja -t restat
[exit 0]
$ ninja outer inner
ninja: no work to do.
[exit 0]
EXPECT
