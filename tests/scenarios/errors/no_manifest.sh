# SPDX-License-Identifier: Apache-2.0
# also-as: xb
# Without a build.ninja there is nothing to load, and nothing is left behind in
# a directory that is perhaps none of ours.
run
run -C . all
ls -A

: <<'EXPECT'
$ ninja
2> ninja: error: loading 'build.ninja': No such file or directory
[exit 1]
$ ninja -C . all
ninja: Entering directory `.'
2> ninja: error: loading 'build.ninja': No such file or directory
[exit 1]
EXPECT
