# SPDX-License-Identifier: Apache-2.0
# A command killed by a signal counts as 128 and the signal's number.
manifest <<'END'
rule die
  command = kill -KILL $$$$
build a: die
END
run

: <<'EXPECT'
$ ninja
[1/1] kill -KILL $$
FAILED: [code=137] a\s
kill -KILL $$
ninja: build stopped: subcommand failed.
[exit 137]
EXPECT
