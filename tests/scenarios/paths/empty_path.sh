# SPDX-License-Identifier: Apache-2.0
# A path that expands to nothing is an error.
manifest <<'END'
rule touch
  command = touch x
build $nothing: touch
END
run
manifest <<'END'
rule touch
  command = touch x
build out: touch $nothing
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:4: empty path
[exit 1]
$ ninja
2> ninja: error: build.ninja:4: empty path
[exit 1]
EXPECT
