# SPDX-License-Identifier: Apache-2.0
# An absolute path and a relative one are two files, even if they meet.
manifest <<'END'
rule touch
  command = touch $out
build out: touch
END
run "$PWD/out"

: <<'EXPECT'
$ ninja $DIR/out
2> ninja: error: unknown target '$DIR/out'
[exit 1]
EXPECT
