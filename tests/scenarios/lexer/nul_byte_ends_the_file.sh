# SPDX-License-Identifier: Apache-2.0
# A NUL byte is read as the end of the file.
printf 'x = 1\n\0build out: phony in\n' | manifest
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
