# SPDX-License-Identifier: Apache-2.0
# %w is the elapsed time as a clock shows it, %E and %W what is left.
# oracle: >=1.12
# normalise: \d\d:\d\d|\?|\d+\.\d+ => T
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
export NINJA_STATUS='%w %E %W '
run

: <<'EXPECT'
$ ninja
00:00 0.000 00:00 touch a
[exit 0]
EXPECT
