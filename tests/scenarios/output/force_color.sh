# SPDX-License-Identifier: Apache-2.0
# FORCE_COLOR keeps escape sequences too.
# xb-only: ninja knows CLICOLOR_FORCE only
manifest <<'END'
rule say
  command = printf '\033[31mred\033[0m\n'
  description = SAY
build a: say
END
export FORCE_COLOR=1
run

: <<'EXPECT'
$ ninja
[1/1] SAY
\e[31mred\e[0m
[exit 0]
EXPECT
