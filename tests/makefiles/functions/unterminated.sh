# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(subst a,b,c)
all: ;
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** unterminated call to function 'info': missing ')'.  Stop.
[exit 2]
EXPECT
