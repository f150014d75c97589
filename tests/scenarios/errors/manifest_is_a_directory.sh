# SPDX-License-Identifier: Apache-2.0
# A directory is no manifest.
mkdir build.ninja
run

: <<'EXPECT'
$ ninja
2> ninja: error: loading 'build.ninja': Is a directory
[exit 1]
EXPECT
