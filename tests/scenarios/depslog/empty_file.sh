# SPDX-License-Identifier: Apache-2.0
# An empty deps log is one without records, with a warning or without.
# normalise: ^2> ninja: warning: bad deps log .*\n =>
old a.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
: >.ninja_deps
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "a.o: a.c" > a.o.d && cp a.c a.o
2> ninja: warning: bad deps log signature or version; starting over
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
