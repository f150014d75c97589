# SPDX-License-Identifier: Apache-2.0
# An unknown placeholder is fatal.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
export NINJA_STATUS='%x '
run

: <<'EXPECT'
$ ninja
2> ninja: fatal: unknown placeholder '%x' in $NINJA_STATUS
[exit 1]
EXPECT
