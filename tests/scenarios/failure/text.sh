# SPDX-License-Identifier: Apache-2.0
# A failed edge is reported with its status, outputs, command and output.
manifest <<'END'
rule fail
  command = echo to stdout; echo to stderr >&2; exit 7
  description = FAIL
build out | more: fail
END
run

: <<'EXPECT'
$ ninja
[1/1] FAIL
FAILED: [code=7] out more\s
echo to stdout; echo to stderr >&2; exit 7
to stdout
to stderr
ninja: build stopped: subcommand failed.
[exit 7]
EXPECT
