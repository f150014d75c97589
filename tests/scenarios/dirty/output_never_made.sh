# SPDX-License-Identifier: Apache-2.0
# A command that does not make its output runs every time.
old src
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
