# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
define rule
$(1): ; @echo $(1) $$@
endef
$(foreach t,a b,$(eval $(call rule,$(t))))
$(eval X := $$(Y))
Y = late
$(info [$(X)] $(value X))
all: a b
END
run
run all

: <<'EXPECT'
$ make
[]\s
a a
[exit 0]
$ make all
[]\s
a a
b b
[exit 0]
EXPECT
