# SPDX-License-Identifier: Apache-2.0
# If every output is used by another edge there is nothing to build by default.
manifest <<'END'
build a: phony b
build b: phony a
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: could not determine root nodes of build graph
[exit 1]
EXPECT
