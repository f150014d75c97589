# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
rev = $(2) $(1)
map = $(foreach a,$(2),$(call $(1),$(a)))
twice = $(1)$(1)
rest = $(wordlist 2,99,$1)
fold = $(if $1,$(firstword $1)-$(call fold,$(call rest,$1)),end)
zero = [$0] [$3]
$(info $(call rev,a,b) $(call map,twice,x y) $(call fold,1 2 3 4) $(call zero, 1,2) $(call none,1) $(call words,a b c))
all: ;
END
run

: <<'EXPECT'
$ make
b a xx yy 1-2-3-4-end [zero] []  3
make: 'all' is up to date.
[exit 0]
EXPECT
