# SPDX-License-Identifier: Apache-2.0
# Edges of the functions on words.
makefile <<'END'
L = a.c b.o  c.c	d
all:
	@echo '[$(subst ,x,abc)] [$(subst a,,banana)] [$(subst ab,x,aab)]'
	@echo '[$(patsubst %.c,%.o,$(L))] [$(patsubst a.c,z,$(L))] [$(patsubst %,x%y,)]'
	@echo '[$(strip   a   b )] [$(findstring a,b)] [$(findstring ,b)]'
	@echo '[$(filter %.c d,$(L))] [$(filter-out %.c d,$(L))] [$(filter ,$(L))]'
	@echo '[$(sort c a b a c)] [$(sort )]'
	@echo '[$(word 2,$(L))] [$(word 9,$(L))] [$(wordlist 2,3,$(L))] [$(wordlist 3,2,$(L))] [$(wordlist 3,99,$(L))]'
	@echo '[$(words $(L))] [$(words )] [$(firstword $(L))] [$(lastword $(L))] [$(lastword )]'
	@echo '[$(join a b c,1 2)] [$(join ,1 2)] [$(addprefix p-,a b)] [$(addsuffix .x,a b)] [$(addsuffix .x,)]'
END
run

: <<'EXPECT'
$ make
[abcx] [bnn] [ax]
[a.o b.o c.o d] [z b.o  c.c	d] []
[a b] [] []
[a.c c.c d] [b.o] []
[a b c] []
[b.o] [] [b.o  c.c] [] [c.c	d]
[4] [0] [a.c] [d] []
[a1 b2 c] [1 2] [p-a p-b] [a.x b.x] []
[exit 0]
EXPECT
