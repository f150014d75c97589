# SPDX-License-Identifier: Apache-2.0
# -t deps shows discovered inputs of all outputs, or of some.
old a.c b.c
manifest <<'END'
rule cc
  command = echo "$out: $in x.h" > $out.d && touch x.h $out
  depfile = $out.d
  deps = gcc
rule cp
  command = cp $in $out
build a.o: cc a.c
build b.o: cc b.c || a.o
build c: cp b.o
END
quietly
run -t deps a.o
run -t deps
run -t deps c
run -t deps nowhere

: <<'EXPECT'
$ ninja -t deps a.o
a.o: #deps 2, deps mtime TIME (VALID)
    a.c
    x.h

[exit 0]
$ ninja -t deps
a.o: #deps 2, deps mtime TIME (VALID)
    a.c
    x.h

b.o: #deps 2, deps mtime TIME (VALID)
    b.c
    x.h

[exit 0]
$ ninja -t deps c
c: deps not found
[exit 0]
$ ninja -t deps nowhere
2> ninja: error: unknown target 'nowhere'
[exit 1]
EXPECT
