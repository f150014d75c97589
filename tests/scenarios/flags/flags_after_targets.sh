# SPDX-License-Identifier: Apache-2.0
# Flags may follow targets.
manifest <<'END'
rule touch
  command = touch $out
  description = TOUCH
build a: touch
END
run a -v

: <<'EXPECT'
$ ninja a -v
[1/1] touch a
[exit 0]
EXPECT
