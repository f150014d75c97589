# SPDX-License-Identifier: Apache-2.0
# A target that the manifest does not know is an error with a suggestion.
manifest <<'END'
build library: phony
END
run librray
run completely-different

: <<'EXPECT'
$ ninja librray
2> ninja: error: unknown target 'librray', did you mean 'library'?
[exit 1]
$ ninja completely-different
2> ninja: error: unknown target 'completely-different'
[exit 1]
EXPECT
