# SPDX-License-Identifier: Apache-2.0
# $(eval) makes rules, variables and conditionals; twice expanded.
makefile <<'END'
define program
$(1): $(2) ; @echo $$@ from $$^ with $$(FLAGS_$(1))
FLAGS_$(1) := -$(1)
endef
$(eval $(call program,one,a b))
$(eval $(call program,two,b))
$(foreach n,x y,$(eval all: $n))
define cond
ifdef $(1)
HAS_$(1) = yes
else
HAS_$(1) = no
endif
endef
$(eval $(call cond,one))
all: one two ; @echo $(HAS_one) $^
a b x y: ; @:
.DEFAULT_GOAL = all
END
run

: <<'EXPECT'
$ make
one from a b with -one
two from b with -two
no one two x y
[exit 0]
EXPECT
