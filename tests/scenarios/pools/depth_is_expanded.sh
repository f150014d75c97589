# SPDX-License-Identifier: Apache-2.0
# The depth may be a variable.
manifest <<'END'
n = 2
pool p
  depth = $n
rule touch
  command = touch $out
  pool = p
build a: touch
END
run

: <<'EXPECT'
$ ninja
[1/1] touch a
[exit 0]
EXPECT
