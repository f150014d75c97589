# SPDX-License-Identifier: Apache-2.0
# What the tool under test built in ninja's directory is up to date for ninja.
# needs: oracle
# normalise: ^2> ninja explain: src.o is dirty\n =>
old src header
manifest <<'END'
rule touch
  command = touch $out
rule cc
  command = echo "$out: $in header" > $out.d && cat $in header > $out
  depfile = $out.d
  deps = gcc
build first: touch
build src.o: cc src
build out: phony src.o
END
oracle first
run out
oracle out
newer header
oracle -d explain out
run out

: <<'EXPECT'
$ oracle first
[1/1] touch first
[exit 0]
$ ninja out
[1/1] echo "src.o: src header" > src.o.d && cat src header > src.o
[exit 0]
$ oracle out
ninja: no work to do.
[exit 0]
$ oracle -d explain out
[1/1] echo "src.o: src header" > src.o.d && cat src header > src.o
2> ninja explain: output src.o older than most recent input header (TIME vs TIME)
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
EXPECT
