# SPDX-License-Identifier: Apache-2.0
# Names that need it are quoted for a shell.
# oracle: >=1.12
old 'a b' "it's"
manifest <<'END'
rule cp
  command = cat $in > $out
build out: cp a$ b it's
END
run -t inputs out

: <<'EXPECT'
$ ninja -t inputs out
'a b'
'it'\''s'
[exit 0]
EXPECT
