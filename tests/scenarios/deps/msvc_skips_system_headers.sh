# SPDX-License-Identifier: Apache-2.0
# Headers below `program files` and `microsoft visual studio` are left out.
old src.c a.h
manifest <<'END'
rule cl
  command = printf '%s\n' 'Note: including file: C:\Program Files\x\stdio.h' 'Note: including file: D:\Microsoft Visual Studio\y.h' 'Note: including file: a.h'; touch $out
  deps = msvc
build src.obj: cl src.c
END
run
run -t deps

: <<'EXPECT'
$ ninja
[1/1] printf '%s\n' 'Note: including file: C:\Program Files\x\stdio.h' 'Note: including file: D:\Microsoft Visual Studio\y.h' 'Note: including file: a.h'; touch src.obj
[exit 0]
$ ninja -t deps
src.obj: #deps 1, deps mtime TIME (VALID)
    a.h

[exit 0]
EXPECT
