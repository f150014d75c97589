# SPDX-License-Identifier: Apache-2.0
# A command that leaves its output older than its input runs every time.
old src
stamp 900000000 out
manifest <<'END'
rule nothing
  command = true
build out: nothing src
END
run
run

: <<'EXPECT'
$ ninja
[1/1] true
[exit 0]
$ ninja
[1/1] true
[exit 0]
EXPECT
