# SPDX-License-Identifier: Apache-2.0
# --quiet still shows failures.
manifest <<'END'
rule fail
  command = echo hello; exit 1
build a: fail
END
run --quiet

: <<'EXPECT'
$ ninja --quiet
FAILED: [code=1] a\s
echo hello; exit 1
hello
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
