# SPDX-License-Identifier: Apache-2.0
# .ONESHELL: one shell for all lines, prefixes of the first count, those of
# the others are not for the shell.
makefile <<'END'
.ONESHELL:
all:
	@x=1
	@echo $$x
	-echo two
other: SHELL = /bin/sh
other: .SHELLFLAGS = -e -c
other:
	@false
	echo never
END
run
run other

: <<'EXPECT'
$ make
1
two
[exit 0]
$ make other
2> make: *** [Makefile:9: other] Error 1
[exit 2]
EXPECT
