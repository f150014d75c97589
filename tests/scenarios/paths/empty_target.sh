# SPDX-License-Identifier: Apache-2.0
# An empty target on the command line is an error.
manifest <<'END'
build out: phony
END
run ''

: <<'EXPECT'
$ ninja
2> ninja: error: empty path
[exit 1]
EXPECT
