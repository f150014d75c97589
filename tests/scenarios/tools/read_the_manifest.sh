# SPDX-License-Identifier: Apache-2.0
# Tools that need the manifest report its errors.
run -t targets
echo 'oops' | manifest
run -t commands

: <<'EXPECT'
$ ninja -t targets
2> ninja: error: loading 'build.ninja': No such file or directory
[exit 1]
$ ninja -t commands
2> ninja: error: build.ninja:1: expected '=', got newline
2> oops
2>     ^ near here
[exit 1]
EXPECT
