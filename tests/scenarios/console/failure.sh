# SPDX-License-Identifier: Apache-2.0
# A failed console edge is reported as any other.
manifest <<'END'
rule fail
  command = echo direct; exit 3
  pool = console
build out: fail
END
run

: <<'EXPECT'
$ ninja
[0/1] echo direct; exit 3
direct
FAILED: [code=3] out\s
echo direct; exit 3
ninja: build stopped: subcommand failed.
[exit 3]
EXPECT
