# SPDX-License-Identifier: Apache-2.0
# What cannot work is told by a dry run, too.
manifest <<'END'
rule cc
  command = touch $out
  deps = gcc
build a: cc
END
run -n
tree

: <<'EXPECT'
$ ninja -n
[1/1] touch a
FAILED: [code=1] a\s
touch a
edge with deps=gcc but no depfile makes no sense
ninja: build stopped: subcommand failed.
[exit 1]
build.ninja
EXPECT
