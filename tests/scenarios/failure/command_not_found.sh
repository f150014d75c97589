# SPDX-License-Identifier: Apache-2.0
# A program that does not exist is the shell's 127, with or without a shell.
# normalise: ^/bin/sh: .*no-such-program: .*not found => not found
manifest <<'END'
rule direct
  command = no-such-program $out
rule shell
  command = no-such-program > $out
build a: direct
build b: shell
END
run a
run b

: <<'EXPECT'
$ ninja a
[1/1] no-such-program a
FAILED: [code=127] a\s
no-such-program a
/bin/sh: 1: no-such-program: not found
ninja: build stopped: subcommand failed.
[exit 127]
$ ninja b
[1/1] no-such-program > b
FAILED: [code=127] b\s
no-such-program > b
/bin/sh: 1: no-such-program: not found
ninja: build stopped: subcommand failed.
[exit 127]
EXPECT
