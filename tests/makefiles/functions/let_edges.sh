# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# $(let): the last name takes the rest; names are its own.
makefile <<'END'
a = outer
swap = $(let x y,$1,$y $x)
rev = $(let first rest,$1,$(if $(rest),$(call rev,$(rest)) )$(first))
all:
	@echo '[$(let a b c,1 2 3 4,$a-$b-$c)] [$a] [$(let a b,1,$a|$b)] [$(let ,1,x)]'
	@echo '[$(call swap,1 2)] [$(call rev,a b c d)]'
END
run

: <<'EXPECT'
$ make
[1-2-3 4] [outer] [1|] [x]
[2 1] [d c b a]
[exit 0]
EXPECT
