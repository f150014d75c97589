# SPDX-License-Identifier: Apache-2.0
# An output whose directory is a file cannot be made.
old dir
manifest <<'END'
rule touch
  command = touch $out
build dir/out: touch
END
run

: <<'EXPECT'
$ ninja
[1/1] touch dir/out
FAILED: [code=1] dir/out\s
touch dir/out
touch: cannot touch 'dir/out': Not a directory
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
