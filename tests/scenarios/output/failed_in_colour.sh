# SPDX-License-Identifier: Apache-2.0
# With colours the word FAILED is red.
# before 1.13: \[code=\d+\]\s =>
# before 1.13: ^\[exit \d+\] => [exit 1]
manifest <<'END'
rule fail
  command = exit 6
build a: fail
END
export CLICOLOR_FORCE=1
run

: <<'EXPECT'
$ ninja
[1/1] exit 6
\e[31mFAILED: [code=6] \e[0ma\s
exit 6
ninja: build stopped: subcommand failed.
[exit 6]
EXPECT
