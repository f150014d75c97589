# SPDX-License-Identifier: Apache-2.0
# The line of a console edge is printed before its output.
manifest <<'END'
rule say
  command = echo one && touch $out
rule tell
  command = echo direct && touch $out
  pool = console
build a: say
build b: tell a
build c: say b
END
run

: <<'EXPECT'
$ ninja
[1/3] echo one && touch a
one
[1/3] echo direct && touch b
direct
[3/3] echo one && touch c
one
[exit 0]
EXPECT
