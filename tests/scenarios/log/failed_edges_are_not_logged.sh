# SPDX-License-Identifier: Apache-2.0
# Nor do failed commands.
manifest <<'END'
rule fail
  command = touch $out; exit 1
build a: fail
END
run
logged
run

: <<'EXPECT'
$ ninja
[1/1] touch a; exit 1
FAILED: [code=1] a\s
touch a; exit 1
ninja: build stopped: subcommand failed.
[exit 1]
$ ninja
[1/1] touch a; exit 1
FAILED: [code=1] a\s
touch a; exit 1
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
