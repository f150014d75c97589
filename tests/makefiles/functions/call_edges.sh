# SPDX-License-Identifier: Apache-2.0
# $(call) with too few and too many arguments, by computed names, recursively.
makefile <<'END'
args = $(words $1 $2 $3) [$1|$2|$3|$(0)]
reverse = $(if $1,$(call reverse,$(wordlist 2,99,$1)) $(firstword $1))
map = $(foreach w,$2,$(call $1,$(w)))
up = <$1>
all:
	@echo '$(call args,a)' '$(call args,a,b,c,d)' '$(call args)'
	@echo '$(strip $(call reverse,a b c d))' '$(call map,up,x y)'
	@echo '[$(call no-such,x)] [$(call sort,b a)] [$(call  up , y)]'
END
run

: <<'EXPECT'
$ make
1 [a|||args] 3 [a|b|c|args] 0 [|||args]
d c b a <x> <y>
[] [a b] [< y>]
[exit 0]
EXPECT
