# SPDX-License-Identifier: Apache-2.0
# A generator tool is built first, makes a source, which is compiled with a
# header that it also makes.
# also-as: xb
printf '#!/bin/sh\necho "$1" > gen.c; echo "h $1" > gen.h\n' >tool.sh
echo one >input
old tool.sh input
manifest <<'END'
rule tool
  command = cp $in $out && chmod +x $out
rule gen
  command = ./tool $$(cat $in)
rule cc
  command = echo "$out: gen.h" > $out.d && cat $in gen.h > $out
  depfile = $out.d
  deps = gcc
build tool: tool tool.sh
build gen.c | gen.h: gen input | tool
build gen.o: cc gen.c || gen.h
END
run
show gen.o
edit input two
run
show gen.o
edit tool.sh '#!/bin/sh
echo "new $1" > gen.c; echo "h" > gen.h'
run
show gen.o
run

: <<'EXPECT'
$ ninja
[1/3] cp tool.sh tool && chmod +x tool
[2/3] ./tool $(cat input)
[3/3] echo "gen.o: gen.h" > gen.o.d && cat gen.c gen.h > gen.o
[exit 0]
--- gen.o
one
h one
$ ninja
[1/2] ./tool $(cat input)
[2/2] echo "gen.o: gen.h" > gen.o.d && cat gen.c gen.h > gen.o
[exit 0]
--- gen.o
two
h two
$ ninja
[1/3] cp tool.sh tool && chmod +x tool
[2/3] ./tool $(cat input)
[3/3] echo "gen.o: gen.h" > gen.o.d && cat gen.c gen.h > gen.o
[exit 0]
--- gen.o
new two
h
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
