# SPDX-License-Identifier: Apache-2.0
# The output of a failed command is filtered as well.
old src.c a.h
manifest <<'END'
rule cl
  command = printf '%s\n' 'Note: including file: a.h' 'an error'; exit 2
  deps = msvc
build src.obj: cl src.c
END
run

: <<'EXPECT'
$ ninja
[1/1] printf '%s\n' 'Note: including file: a.h' 'an error'; exit 2
FAILED: [code=2] src.obj\s
printf '%s\n' 'Note: including file: a.h' 'an error'; exit 2
an error
ninja: build stopped: subcommand failed.
[exit 2]
EXPECT
