# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
= x
all: ;
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** empty variable name.  Stop.
[exit 2]
EXPECT
