# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(subst ee,EE,feet on the street))
$(info $(patsubst %.c,%.o,x.c.c bar.c) $(patsubst a,b,a b a))
$(info [$(strip  a   b  )] $(findstring a,a b c) [$(findstring a,b c)])
$(info $(filter %.c %.s,a.c b.h c.s) $(filter-out %.c x,a.c b.h x) $(filter a b,c b a))
$(info $(sort foo bar lose bar) $(word 2,a b c) [$(word 4,a b c)])
$(info $(wordlist 2,3,a b c d) [$(wordlist 3,2,a b c)] $(words a b c) $(firstword a b) $(lastword a b))
$(info [$(subst ,x,ab)] [$(subst a,,banana)] [$(sort)] [$(words)])
all: ;
END
run

: <<'EXPECT'
$ make
fEEt on the strEEt
x.c.o bar.o b b b
[a b] a []
a.c c.s b.h b a
bar foo lose b []
b c [] 3 a b
[abx] [bnn] [] []
make: 'all' is up to date.
[exit 0]
EXPECT
