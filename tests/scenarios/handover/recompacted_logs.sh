# SPDX-License-Identifier: Apache-2.0
# Logs that one has compacted are read by the other.
# needs: oracle
old src header
manifest <<'END'
rule cc
  command = echo "$out: $in header" > $out.d && cat $in header > $out
  depfile = $out.d
  deps = gcc
build a.o: cc src
build b.o: cc src
build out: phony a.o b.o
END
oracle -j1 out >/dev/null
run -t recompact
oracle out
oracle -t recompact
run out
oracle -t restat
run out
run -t restat
oracle out

: <<'EXPECT'
$ ninja -t recompact
[exit 0]
$ oracle out
ninja: no work to do.
[exit 0]
$ oracle -t recompact
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ oracle -t restat
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ ninja -t restat
[exit 0]
$ oracle out
ninja: no work to do.
[exit 0]
EXPECT
