# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @kill -9 $$$$
END
run

: <<'EXPECT'
$ make
2> make: *** [Makefile:1: all] Killed
[exit 2]
EXPECT
