# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.SILENT: a
all: a b
a: ; echo a
b: ; echo b
END
run

: <<'EXPECT'
$ make
a
echo b
b
[exit 0]
EXPECT
