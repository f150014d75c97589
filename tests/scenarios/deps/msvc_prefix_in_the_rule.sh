# SPDX-License-Identifier: Apache-2.0
# msvc_deps_prefix may be set in the rule as well.
old src.c a.h
manifest <<'END'
rule cl
  command = echo 'INC a.h'; touch $out
  deps = msvc
  msvc_deps_prefix = INC
build src.obj: cl src.c
END
run
run -t deps

: <<'EXPECT'
$ ninja
[1/1] echo 'INC a.h'; touch src.obj
[exit 0]
$ ninja -t deps
src.obj: #deps 1, deps mtime TIME (VALID)
    a.h

[exit 0]
EXPECT
