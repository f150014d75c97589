# SPDX-License-Identifier: Apache-2.0
# Any byte passes, NUL too.
manifest <<'END'
rule say
  command = printf 'a\000b\377c\r\n'; touch $out
  description = SAY
build a: say
END
run

: <<'EXPECT'
$ ninja
[1/1] SAY
a\0b\xffc\r
[exit 0]
EXPECT
