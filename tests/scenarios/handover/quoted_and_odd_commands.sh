# SPDX-License-Identifier: Apache-2.0
# Both tools agree on the hash of any command.
# needs: oracle
old 'a b' 'c$d' 'größe'
manifest <<'END'
rule odd
  command = : '"' \\ "'" `true` $$HOME	tab  two  && cat $in > $out # ü
build o$ ut: odd a$ b c$$d größe
build rsp: odd a$ b
  rspfile = $out.rsp
  rspfile_content =  text with "quotes"  $in
END
oracle -j1 'o ut' rsp >/dev/null
run 'o ut' rsp
oracle 'o ut' rsp

: <<'EXPECT'
$ ninja o ut rsp
ninja: no work to do.
[exit 0]
$ oracle o ut rsp
ninja: no work to do.
[exit 0]
EXPECT
