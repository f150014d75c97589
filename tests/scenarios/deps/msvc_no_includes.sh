# SPDX-License-Identifier: Apache-2.0
# Without any include the edge is clean afterwards.
old src.c
manifest <<'END'
rule cl
  command = echo src.c; touch $out
  deps = msvc
build src.obj: cl src.c
END
run
run

: <<'EXPECT'
$ ninja
[1/1] echo src.c; touch src.obj
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
