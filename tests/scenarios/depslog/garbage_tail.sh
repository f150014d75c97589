# SPDX-License-Identifier: Apache-2.0
# Garbage behind the last record is dropped.
old a.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
quietly
printf '\377\377\377\177garbage garbage' >>.ninja_deps
run
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
2> ninja: warning: premature end of file; recovering
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
