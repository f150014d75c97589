# SPDX-License-Identifier: Apache-2.0
# A phony's missing input without an edge is an error.
manifest <<'END'
build all: phony src
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: 'src', needed by 'all', missing and no known rule to make it
[exit 1]
EXPECT
