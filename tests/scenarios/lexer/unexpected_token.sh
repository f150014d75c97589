# SPDX-License-Identifier: Apache-2.0
# A statement begins with a keyword or a name.
manifest <<'END'
x = 1
: y
END
run
manifest <<'END'
= y
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: unexpected ':'
[exit 1]
$ ninja
2> ninja: error: build.ninja:1: unexpected '='
[exit 1]
EXPECT
