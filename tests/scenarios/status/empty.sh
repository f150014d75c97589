# SPDX-License-Identifier: Apache-2.0
# An empty NINJA_STATUS leaves the command alone on its line.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
export NINJA_STATUS=
run

: <<'EXPECT'
$ ninja
touch a
[exit 0]
EXPECT
