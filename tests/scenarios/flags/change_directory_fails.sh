# SPDX-License-Identifier: Apache-2.0
# -C to nowhere is fatal.
run -C nowhere

: <<'EXPECT'
$ ninja -C nowhere
ninja: Entering directory `nowhere'
2> ninja: fatal: chdir to 'nowhere' - No such file or directory
[exit 1]
EXPECT
