# SPDX-License-Identifier: Apache-2.0
# deps work for an edge with several outputs.
# oracle: >=1.12
old src a.h
manifest <<'END'
rule cc
  command = echo "one: $in a.h" > $out.d && touch one two
  depfile = $out.d
  deps = gcc
build one | two: cc src
END
run
run
newer a.h
run
run -t deps

: <<'EXPECT'
$ ninja
[1/1] echo "one: src a.h" > one.d && touch one two
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] echo "one: src a.h" > one.d && touch one two
[exit 0]
$ ninja -t deps
one: #deps 2, deps mtime TIME (VALID)
    src
    a.h

two: #deps 2, deps mtime TIME (VALID)
    src
    a.h

[exit 0]
EXPECT
