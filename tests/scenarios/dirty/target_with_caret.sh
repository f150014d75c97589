# SPDX-License-Identifier: Apache-2.0
# `source^` names the first output that is made of the source.
old foo.c bar.c
manifest <<'END'
rule cp
  command = cp $in $out
build foo.o: cp foo.c
build bar.o: cp bar.c
END
run foo.c^
tree
run nothing.c^
run foo.o^

: <<'EXPECT'
$ ninja foo.c^
[1/1] cp foo.c foo.o
[exit 0]
bar.c
build.ninja
foo.c
foo.o
$ ninja nothing.c^
2> ninja: error: unknown target 'nothing.c'
[exit 1]
$ ninja foo.o^
2> ninja: error: 'foo.o' has no out edge
[exit 1]
EXPECT
