# SPDX-License-Identifier: Apache-2.0
# Bytes above ASCII are text in values and paths.
old 'größe.txt'
manifest <<'END'
rule say
  command = echo 'schön $in' > $out
build übersicht: say größe.txt
END
run -v
show 'übersicht'

: <<'EXPECT'
$ ninja -v
[1/1] echo 'schön 'größe.txt'' > 'übersicht'
[exit 0]
--- übersicht
schön größe.txt
EXPECT
