# SPDX-License-Identifier: Apache-2.0
# Discovered inputs recorded by one are followed by the other.
# needs: oracle
old a.c b.c a.h b.h
manifest <<'END'
rule cc
  command = echo "$out: $in $header" > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
  header = a.h
build b.o: cc b.c | a.o
  header = b.h
END
oracle a.o
run b.o
oracle
newer b.h
oracle
run
newer a.h
run
oracle
run -t deps

: <<'EXPECT'
$ oracle a.o
[1/1] echo "a.o: a.c a.h" > a.o.d && touch a.o
[exit 0]
$ ninja b.o
[1/1] echo "b.o: b.c b.h" > b.o.d && touch b.o
[exit 0]
$ oracle
ninja: no work to do.
[exit 0]
$ oracle
[1/1] echo "b.o: b.c b.h" > b.o.d && touch b.o
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/2] echo "a.o: a.c a.h" > a.o.d && touch a.o
[2/2] echo "b.o: b.c b.h" > b.o.d && touch b.o
[exit 0]
$ oracle
ninja: no work to do.
[exit 0]
$ ninja -t deps
a.o: #deps 2, deps mtime TIME (VALID)
    a.c
    a.h

b.o: #deps 2, deps mtime TIME (VALID)
    b.c
    b.h

[exit 0]
EXPECT
