# SPDX-License-Identifier: Apache-2.0
# A deps log of another version is dropped.
old a.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
quietly
printf '\001' | dd of=.ninja_deps bs=1 seek=12 conv=notrunc 2>/dev/null
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "a.o: a.c" > a.o.d && cp a.c a.o
2> ninja: warning: deps log version change; rebuilding
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
