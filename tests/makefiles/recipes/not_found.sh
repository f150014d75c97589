# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; nonexistent-program x
END
run

: <<'EXPECT'
$ make
nonexistent-program x
2> make: nonexistent-program: No such file or directory
2> make: *** [Makefile:1: all] Error 127
[exit 2]
EXPECT
