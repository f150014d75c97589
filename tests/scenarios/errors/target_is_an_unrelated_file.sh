# SPDX-License-Identifier: Apache-2.0
# A file that exists but is unknown to the manifest is no target either.
old unrelated
manifest <<'END'
build library: phony
END
run unrelated

: <<'EXPECT'
$ ninja unrelated
2> ninja: error: unknown target 'unrelated'
[exit 1]
EXPECT
