# SPDX-License-Identifier: Apache-2.0
# `$$` is a dollar, `$ ` a space, `$:` a colon; nothing else is an escape.
manifest <<'END'
text = a$$b$ c$:d
rule say
  command = echo '$text' '$$HOME' > $out
build out: say
END
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo 'a$b c:d' '$HOME' > out
[exit 0]
--- out
a$b c:d $HOME
EXPECT
