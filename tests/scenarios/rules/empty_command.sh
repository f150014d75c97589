# SPDX-License-Identifier: Apache-2.0
# A command may expand to nothing; the shell then does nothing.
manifest <<'END'
rule nothing
  command = $undefined
build out: nothing
END
run

: <<'EXPECT'
$ ninja
[1/1]\s
[exit 0]
EXPECT
