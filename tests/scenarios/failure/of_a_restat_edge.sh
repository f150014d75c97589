# SPDX-License-Identifier: Apache-2.0
# restat saves nothing from a failed command.
old src
manifest <<'END'
rule fail
  command = exit 1
  restat = 1
build a: fail src
END
touch a
run
run

: <<'EXPECT'
$ ninja
[1/1] exit 1
FAILED: [code=1] a\s
exit 1
ninja: build stopped: subcommand failed.
[exit 1]
$ ninja
[1/1] exit 1
FAILED: [code=1] a\s
exit 1
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
