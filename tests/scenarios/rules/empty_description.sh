# SPDX-License-Identifier: Apache-2.0
# An empty description is none.
manifest <<'END'
rule say
  command = touch $out
  description =
build out: say
END
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
EXPECT
