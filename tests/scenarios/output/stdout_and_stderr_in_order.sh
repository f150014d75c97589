# SPDX-License-Identifier: Apache-2.0
# Both streams of a command share one pipe.
manifest <<'END'
rule say
  command = echo one; echo two >&2; echo three; touch $out
  description = SAY
build a: say
END
run

: <<'EXPECT'
$ ninja
[1/1] SAY
one
two
three
[exit 0]
EXPECT
