# SPDX-License-Identifier: Apache-2.0
# A file-level variable called like a rule variable replaces the rule's, but
# only on edges that have no bindings of their own.
manifest <<'END'
description = FILE
rule say
  command = echo $out > $out
  description = RULE
build bare: say
build bound: say
  other = x
END
run bare
run bound

: <<'EXPECT'
$ ninja bare
[1/1] FILE
[exit 0]
$ ninja bound
[1/1] RULE
[exit 0]
EXPECT
