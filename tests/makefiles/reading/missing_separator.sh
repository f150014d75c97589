# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ;
foo bar
END
run

: <<'EXPECT'
$ make
2> Makefile:2: *** missing separator.  Stop.
[exit 2]
EXPECT
