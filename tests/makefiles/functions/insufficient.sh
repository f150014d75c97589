# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(subst a,b))
all: ;
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** insufficient number of arguments (2) to function 'subst'.  Stop.
[exit 2]
EXPECT
