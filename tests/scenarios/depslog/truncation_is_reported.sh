# SPDX-License-Identifier: Apache-2.0
# The loss is told.
old a.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
quietly
truncate -s -3 .ninja_deps
run -t deps

: <<'EXPECT'
$ ninja -t deps
a.o: deps not found
2> ninja: warning: premature end of file; recovering
[exit 0]
EXPECT
