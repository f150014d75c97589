# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(B)
C := $(B)
B = late
D ?= first
D ?= second
E = x
E += y
F := x
F += $(B)
G != echo one; echo two
H ::= $(B)
$(info [$(A)] [$(C)] [$(D)] [$(E)] [$(F)] [$(G)] [$(H)])
$(info $(flavor A) $(flavor C) $(flavor D) $(flavor E) $(flavor F) $(flavor G) $(flavor H) $(flavor Z))
all: ;
END
run

: <<'EXPECT'
$ make
[late] [] [first] [x y] [x late] [one two] [late]
recursive simple recursive recursive simple recursive simple undefined
make: 'all' is up to date.
[exit 0]
EXPECT
