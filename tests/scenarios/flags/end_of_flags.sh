# SPDX-License-Identifier: Apache-2.0
# `--` ends the flags.
manifest <<'END'
rule touch
  command = touch ./$out
build -v: touch
END
run -- -v

: <<'EXPECT'
$ ninja -- -v
[1/1] touch ./-v
[exit 0]
EXPECT
