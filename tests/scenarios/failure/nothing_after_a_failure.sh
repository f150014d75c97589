# SPDX-License-Identifier: Apache-2.0
# What needs the failed output is not run.
manifest <<'END'
rule fail
  command = exit 2
rule touch
  command = touch $out
build a: fail
build b: touch a
END
run
tree

: <<'EXPECT'
$ ninja
[1/2] exit 2
FAILED: [code=2] a\s
exit 2
ninja: build stopped: subcommand failed.
[exit 2]
build.ninja
EXPECT
