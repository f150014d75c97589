# SPDX-License-Identifier: Apache-2.0
# deps = gcc needs a depfile.
manifest <<'END'
rule cc
  command = touch $out
  deps = gcc
build out: cc
END
run

: <<'EXPECT'
$ ninja
[1/1] touch out
FAILED: [code=1] out\s
touch out
edge with deps=gcc but no depfile makes no sense
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
