# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# What $(eval) assigns is global, wherever it is called.
makefile <<'END'
$(let i,1 2,$(let j,3 4,$(eval i=5)$(eval j=6)$(eval k=7)$(info $i $j $k))$(info $i $j $k))
$(info $i $j $k)
f = $(let i,1 2,$(eval k=8$i)$(eval 1=own)$(info f $i $1 $k))$(info $1)
$(foreach z,1 2,$(call f,A))
$(info $i $j $k $1)
t = global
v = global
all: t = 1
all: v = 1
all:
	@echo $(foreach i,a b,$(eval n=$i)$(eval t=2$i)$n $t) $n $t
	@echo $(eval t+=x)$t $(eval u+=x)$u $(eval undefine v)$v
	@echo $(let i,7,$(eval i+=8)$i)
after: all; @echo t=$t u=$u v=$v i=$i
END
run after
: <<'EXPECT'
$ make after
1 2 3 4 7
1 2 6 7
5 6 7
f 1 2 A 81 2
A
f 1 2 A 81 2
A
5 6 81 2 own
a 1 b 1 b 1
1 x 1
7
t=1 x u=x v= i=7 8
[exit 0]
EXPECT
