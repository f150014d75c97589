# SPDX-License-Identifier: Apache-2.0
# One stale output of several makes the edge run.
manifest <<'END'
rule touch2
  command = touch a b
build a | b: touch2
END
run
rm b
run
run

: <<'EXPECT'
$ ninja
[1/1] touch a b
[exit 0]
$ ninja
[1/1] touch a b
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
