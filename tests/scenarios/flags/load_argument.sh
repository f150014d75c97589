# SPDX-License-Identifier: Apache-2.0
# -l takes a number.
manifest <<'END'
build a: phony
END
run -lx
run -l 3.5

: <<'EXPECT'
$ ninja -lx
2> ninja: fatal: -l parameter not numeric: did you mean -l 0.0?
[exit 1]
$ ninja -l 3.5
ninja: no work to do.
[exit 0]
EXPECT
