# SPDX-License-Identifier: Apache-2.0
# The tool ends with the status of the command that failed.
manifest <<'END'
rule fail
  command = exit $code
build a: fail
  code = 42
build b: fail
  code = 255
END
run a
run b

: <<'EXPECT'
$ ninja a
[1/1] exit 42
FAILED: [code=42] a\s
exit 42
ninja: build stopped: subcommand failed.
[exit 42]
$ ninja b
[1/1] exit 255
FAILED: [code=255] b\s
exit 255
ninja: build stopped: subcommand failed.
[exit 255]
EXPECT
