# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.ONESHELL:
all:
	@a=1
	echo $$a
	false
	echo $$a
END
run

: <<'EXPECT'
$ make
1
1
[exit 0]
EXPECT
