# SPDX-License-Identifier: Apache-2.0
# An error inside an included file names that file.
cat >part.ninja <<'END'
x = 1
oops
END
manifest <<'END'
include part.ninja
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: part.ninja:2: expected '=', got newline
2> oops
2>     ^ near here
[exit 1]
EXPECT
