# SPDX-License-Identifier: Apache-2.0
# A record older than its output is marked as stale.
old a.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
quietly
newer a.o
run -t deps a.o

: <<'EXPECT'
$ ninja -t deps a.o
a.o: #deps 1, deps mtime TIME (STALE)
    a.c

[exit 0]
EXPECT
