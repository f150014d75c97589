# SPDX-License-Identifier: Apache-2.0
# Under .POSIX a list of commands ends with its first failure.
makefile <<'END'
.POSIX:
all: ; @false; echo never
END
run
makefile <<'END'
all: ; @false; echo goes on
END
run

: <<'EXPECT'
$ make
2> make: *** [Makefile:2: all] Error 1
[exit 2]
$ make
goes on
[exit 0]
EXPECT
