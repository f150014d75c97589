# SPDX-License-Identifier: Apache-2.0
# Without a build.ninja there is nothing to load.
run

: <<'EXPECT'
$ ninja
2> ninja: error: loading 'build.ninja': No such file or directory
[exit 1]
EXPECT
