# SPDX-License-Identifier: Apache-2.0
# The pool may be set on the edge; an empty one is the default pool.
manifest <<'END'
pool one
  depth = 1
rule touch
  command = touch $out
  pool = one
build a: touch
build b: touch a
  pool = console
build c: touch b
  pool =
END
run

: <<'EXPECT'
$ ninja
[1/3] touch a
[1/3] touch b
[3/3] touch c
[exit 0]
EXPECT
