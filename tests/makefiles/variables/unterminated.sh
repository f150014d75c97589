# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(B
$(info $(A))
all: ;
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** unterminated variable reference.  Stop.
[exit 2]
EXPECT
