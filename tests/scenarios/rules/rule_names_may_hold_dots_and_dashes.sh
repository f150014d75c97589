# SPDX-License-Identifier: Apache-2.0
# Rule names are made of letters, digits, `_`, `.` and `-`.
manifest <<'END'
rule C_COMPILER.x-1
  command = touch $out
build out: C_COMPILER.x-1
END
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
EXPECT
