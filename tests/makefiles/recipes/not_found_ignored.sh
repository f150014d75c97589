# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	-nonexistent-program x
	@echo after
END
run

: <<'EXPECT'
$ make
nonexistent-program x
after
2> make: nonexistent-program: No such file or directory
2> make: [Makefile:2: all] Error 127 (ignored)
[exit 0]
EXPECT
