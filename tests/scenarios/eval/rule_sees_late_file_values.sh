# SPDX-License-Identifier: Apache-2.0
# A rule's command is expanded last, so it sees the final file-level value,
# while an edge's own binding is expanded at the edge.
manifest <<'END'
v = early
rule say
  command = echo rule=$v edge=$w > $out
build out: say
  w = $v
v = late
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo rule=late edge=early > out
[exit 0]
--- out
rule=late edge=early
EXPECT
