# SPDX-License-Identifier: Apache-2.0
# A file without permission to execute is 126.
# normalise: ^/bin/sh: .*[Pp]ermission denied => permission denied
old script
manifest <<'END'
rule run
  command = ./script $out
build a: run
END
run

: <<'EXPECT'
$ ninja
[1/1] ./script a
FAILED: [code=126] a\s
./script a
/bin/sh: 1: ./script: Permission denied
ninja: build stopped: subcommand failed.
[exit 126]
EXPECT
