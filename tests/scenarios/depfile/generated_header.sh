# SPDX-License-Identifier: Apache-2.0
# A header found in a depfile that another edge makes is made before, from the
# second build on; the first one needs the order-only input.
# also-as: xb
old src.c
echo 1 >gen.in
old gen.in
manifest <<'END'
rule gen
  command = cp $in $out
rule cc
  command = echo "$out: $in gen.h" > $out.d && cat $in gen.h > $out
  depfile = $out.d
build gen.h: gen gen.in
build src.o: cc src.c || gen.h
END
run -j1
edit gen.in 2
run -j1
show src.o
run

: <<'EXPECT'
$ ninja -j1
[1/2] cp gen.in gen.h
[2/2] echo "src.o: src.c gen.h" > src.o.d && cat src.c gen.h > src.o
[exit 0]
$ ninja -j1
[1/2] cp gen.in gen.h
[2/2] echo "src.o: src.c gen.h" > src.o.d && cat src.c gen.h > src.o
[exit 0]
--- src.o
2
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
