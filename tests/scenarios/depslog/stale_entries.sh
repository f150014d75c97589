# SPDX-License-Identifier: Apache-2.0
# Records of edges that are gone are neither listed nor kept by -t recompact.
old a.c b.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
build b.o: cc b.c
END
quietly
sed -i '/b.o/d' build.ninja
run -t deps
before=$(wc -c <.ninja_deps)
run -t recompact
[ "$(wc -c <.ninja_deps)" -lt "$before" ] && echo smaller
run

: <<'EXPECT'
$ ninja -t deps
a.o: #deps 1, deps mtime TIME (VALID)
    a.c

[exit 0]
$ ninja -t recompact
[exit 0]
smaller
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
