# SPDX-License-Identifier: Apache-2.0
# A command that dies of SIGINT by itself counts as an interrupt.
# before 1.13: ^\[exit 130\] => [exit 2]
manifest <<'END'
rule die
  command = kill -INT $$$$
build a: die
END
run

: <<'EXPECT'
$ ninja
ninja: build stopped: interrupted by user.
[exit 130]
EXPECT
