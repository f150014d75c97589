# SPDX-License-Identifier: Apache-2.0
# An error far to the right of its line is shown without the line.
manifest <<'END'
build out: phony 123456789 123456789 123456789 123456789 123456789 123456789 :
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected newline, got ':'
[exit 1]
EXPECT
