# SPDX-License-Identifier: Apache-2.0
# An indented line needs a statement to belong to.
manifest <<'END'
x = 1
  y = 2
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: unexpected indent
[exit 1]
EXPECT
