# SPDX-License-Identifier: Apache-2.0
# An edge may replace any of its rule's variables.
manifest <<'END'
rule say
  command = echo rule > $out
  description = RULE $out
build out: say
  command = echo edge > out
  description = EDGE
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] EDGE
[exit 0]
--- out
edge
EXPECT
