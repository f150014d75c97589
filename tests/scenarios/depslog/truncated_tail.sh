# SPDX-License-Identifier: Apache-2.0
# A deps log that ends within a record loses it: that edge runs again.
# also-as: xb
old a.c b.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cat $in > $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
build b.o: cc b.c a.o
END
quietly
truncate -s -3 .ninja_deps
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "b.o: b.c a.o" > b.o.d && cat b.c a.o > b.o
2> ninja: warning: premature end of file; recovering
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
