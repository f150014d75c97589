# SPDX-License-Identifier: Apache-2.0
# A pool must be declared before the edge that uses it.
manifest <<'END'
rule touch
  command = touch $out
  pool = later
build out: touch
pool later
  depth = 1
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:5: unknown pool name 'later'
[exit 1]
EXPECT
