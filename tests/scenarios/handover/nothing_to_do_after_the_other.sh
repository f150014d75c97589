# SPDX-License-Identifier: Apache-2.0
# A build directory goes from one tool to the other and back: nothing to do.
# needs: oracle
old src header other
manifest <<'END'
rule cc
  command = echo "$out: $in header" > $out.d && cat $in header > $out
  depfile = $out.d
  deps = gcc
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
rule rsp
  command = cp $out.rsp $out
  rspfile = $out.rsp
  rspfile_content = $in
build src.o: cc src
build made: gen src.o
build two: rsp made | src.o || other
build out: phony two
END
oracle -j1 out
run out
oracle out
edit src changed
run -j1 out
oracle out
run out
edit header changed
oracle -j1 out
run out
oracle out

: <<'EXPECT'
$ oracle -j1 out
[1/3] echo "src.o: src header" > src.o.d && cat src header > src.o
[2/3] cmp -s src.o made || cp src.o made
[3/3] cp two.rsp two
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ oracle out
ninja: no work to do.
[exit 0]
$ ninja -j1 out
[1/3] echo "src.o: src header" > src.o.d && cat src header > src.o
[2/3] cmp -s src.o made || cp src.o made
[3/3] cp two.rsp two
[exit 0]
$ oracle out
ninja: no work to do.
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ oracle -j1 out
[1/3] echo "src.o: src header" > src.o.d && cat src header > src.o
[2/3] cmp -s src.o made || cp src.o made
[3/3] cp two.rsp two
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ oracle out
ninja: no work to do.
[exit 0]
EXPECT
