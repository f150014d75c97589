# SPDX-License-Identifier: Apache-2.0
# A default may be a source file: no work.
old src
manifest <<'END'
build a: phony src
default src
END
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
