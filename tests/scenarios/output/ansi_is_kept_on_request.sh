# SPDX-License-Identifier: Apache-2.0
# CLICOLOR_FORCE keeps them, unless it is 0.
manifest <<'END'
rule say
  command = printf '\033[31mred\033[0m\n'
  description = SAY
build a: say
END
export CLICOLOR_FORCE=1
run
export CLICOLOR_FORCE=0
run

: <<'EXPECT'
$ ninja
[1/1] SAY
\e[31mred\e[0m
[exit 0]
$ ninja
[1/1] SAY
red
[exit 0]
EXPECT
