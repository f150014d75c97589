# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(A) x
$(info $(A))
all: ;
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** Recursive variable 'A' references itself (eventually).  Stop.
[exit 2]
EXPECT
