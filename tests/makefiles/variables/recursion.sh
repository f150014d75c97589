# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(B)
B = $(A)
all: ; echo $(A)
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** Recursive variable 'A' references itself (eventually).  Stop.
[exit 2]
EXPECT
