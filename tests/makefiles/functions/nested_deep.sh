# SPDX-License-Identifier: Apache-2.0
# Functions within functions, parentheses and braces within arguments.
makefile <<'END'
comma := ,
all:
	@echo '$(subst $(comma),-,$(patsubst %(x),%,a(x),b(x)))'
	@echo '${subst (,[,a(b(c}' '$(subst ),],a{b)c})'
	@echo '$(words $(shell echo "(a b)"))' '$(if $(filter a,a b),$(firstword $(sort z y x)))'
END
run

: <<'EXPECT'
$ make
2> Makefile:4: *** insufficient number of arguments (1) to function 'subst'.  Stop.
[exit 2]
EXPECT
