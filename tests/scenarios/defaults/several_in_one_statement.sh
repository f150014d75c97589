# SPDX-License-Identifier: Apache-2.0
# A default statement takes several targets and expands variables.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch
build c: touch
x = b
default a $x
x = c
END
run_sorted

: <<'EXPECT'
$ ninja
touch a
touch b
[exit 0]
EXPECT
