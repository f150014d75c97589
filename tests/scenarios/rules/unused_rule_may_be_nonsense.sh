# SPDX-License-Identifier: Apache-2.0
# What a rule says is looked at when an edge uses it.
manifest <<'END'
rule odd
  command = $undefined
  pool = no_such_pool
rule touch
  command = touch $out
build out: touch
END
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
EXPECT
