# SPDX-License-Identifier: Apache-2.0
# An edge's pool must exist.
manifest <<'END'
rule touch
  command = touch $out
  pool = nowhere
build out: touch
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:5: unknown pool name 'nowhere'
[exit 1]
EXPECT
