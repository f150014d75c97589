# SPDX-License-Identifier: Apache-2.0
# Outputs of a failed command stay, and are made again next time.
manifest <<'END'
rule fail
  command = touch $out; test -e fixed
build a: fail
END
run
tree
touch fixed
run

: <<'EXPECT'
$ ninja
[1/1] touch a; test -e fixed
FAILED: [code=1] a\s
touch a; test -e fixed
ninja: build stopped: subcommand failed.
[exit 1]
a
build.ninja
$ ninja
[1/1] touch a; test -e fixed
[exit 0]
EXPECT
