# SPDX-License-Identifier: Apache-2.0
# A depth of zero is no limit.
manifest <<'END'
pool p
  depth = 0
rule touch
  command = touch $out
  pool = p
build a: touch
build b: touch
END
run_sorted

: <<'EXPECT'
$ ninja
touch a
touch b
[exit 0]
EXPECT
