# SPDX-License-Identifier: Apache-2.0
# msvc_deps_prefix is the text of a localised compiler.
old src.c a.h
manifest <<'END'
msvc_deps_prefix = Hinweis: Einlesen der Datei:
rule cl
  command = printf '%s\n' 'Hinweis: Einlesen der Datei: a.h' 'Note: including file: b.h'; touch $out
  deps = msvc
build src.obj: cl src.c
END
run
run -t deps
run

: <<'EXPECT'
$ ninja
[1/1] printf '%s\n' 'Hinweis: Einlesen der Datei: a.h' 'Note: including file: b.h'; touch src.obj
Note: including file: b.h
[exit 0]
$ ninja -t deps
src.obj: #deps 1, deps mtime TIME (VALID)
    a.h

[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
