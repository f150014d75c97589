# SPDX-License-Identifier: Apache-2.0
# And nothing else.
manifest <<'END'
build a: phony
default a:
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected newline, got ':'
2> default a:
2>          ^ near here
[exit 1]
EXPECT
