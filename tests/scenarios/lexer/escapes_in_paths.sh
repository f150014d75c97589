# SPDX-License-Identifier: Apache-2.0
# A path on a build line keeps escaped spaces, colons and dollars.
old 'a b' 'c:d' 'e$f'
manifest <<'END'
rule list
  command = ls $in > $out
build list$ of$:all$$: list a$ b c$:d e$$f
END
run
show 'list of:all$'

: <<'EXPECT'
$ ninja
[1/1] ls 'a b' 'c:d' 'e$f' > 'list of:all$'
[exit 0]
--- list of:all$
a b
c:d
e$f
EXPECT
