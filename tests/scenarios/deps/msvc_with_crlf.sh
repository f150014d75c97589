# SPDX-License-Identifier: Apache-2.0
# Lines of the output may end in CR LF.
old src.c a.h
manifest <<'END'
rule cl
  command = printf 'src.c\r\nNote: including file: a.h\r\nwarning\r\n'; touch $out
  deps = msvc
build src.obj: cl src.c
END
run
run -t deps

: <<'EXPECT'
$ ninja
[1/1] printf 'src.c\r\nNote: including file: a.h\r\nwarning\r\n'; touch src.obj
warning
[exit 0]
$ ninja -t deps
src.obj: #deps 1, deps mtime TIME (VALID)
    a.h

[exit 0]
EXPECT
