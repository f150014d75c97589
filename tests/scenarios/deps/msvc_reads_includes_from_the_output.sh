# SPDX-License-Identifier: Apache-2.0
# deps = msvc takes `Note: including file:` lines from the output and hides
# them, as it hides the name of the source that cl prints first.
old src.c a.h b.h
manifest <<'END'
rule cl
  command = printf '%s\n' src.c 'Note: including file: a.h' 'a warning' 'Note: including file:    b.h'; touch $out
  deps = msvc
build src.obj: cl src.c
END
run
run -t deps
run
newer b.h
run

: <<'EXPECT'
$ ninja
[1/1] printf '%s\n' src.c 'Note: including file: a.h' 'a warning' 'Note: including file:    b.h'; touch src.obj
a warning
[exit 0]
$ ninja -t deps
src.obj: #deps 2, deps mtime TIME (VALID)
    a.h
    b.h

[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] printf '%s\n' src.c 'Note: including file: a.h' 'a warning' 'Note: including file:    b.h'; touch src.obj
a warning
[exit 0]
EXPECT
