# SPDX-License-Identifier: Apache-2.0
# The target in a depfile is compared in canonical form.
old src a
manifest <<'END'
rule cc
  command = mkdir -p d && echo "./d/../d//out: src ./a" > dep.d && touch $out
  depfile = dep.d
build d/out: cc src
END
run
run
newer a
run

: <<'EXPECT'
$ ninja
[1/1] mkdir -p d && echo "./d/../d//out: src ./a" > dep.d && touch d/out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] mkdir -p d && echo "./d/../d//out: src ./a" > dep.d && touch d/out
[exit 0]
EXPECT
