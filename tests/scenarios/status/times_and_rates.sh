# SPDX-License-Identifier: Apache-2.0
# Elapsed time and rates are numbers.
# normalise: \d+\.\d+ => N
# normalise: \? => N
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
export NINJA_STATUS='%e %o %c '
run

: <<'EXPECT'
$ ninja
0.002 500.0 ? touch a
[exit 0]
EXPECT
