# SPDX-License-Identifier: Apache-2.0
# Escape sequences are removed when the output is no terminal.
manifest <<'END'
rule say
  command = printf '\033[31mred\033[0m \033[1;4mbold\033[m\n'; touch $out
  description = SAY
build a: say
END
run

: <<'EXPECT'
$ ninja
[1/1] SAY
red bold
[exit 0]
EXPECT
