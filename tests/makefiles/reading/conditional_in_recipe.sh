# SPDX-License-Identifier: Apache-2.0
# Directives may stand between the lines of a recipe.
makefile <<'END'
all:
	@echo one
ifdef TWO
	@echo two
else
	@echo not two
endif
	@echo three
END
run
run TWO=1

: <<'EXPECT'
$ make
one
not two
three
[exit 0]
$ make TWO=1
one
two
three
[exit 0]
EXPECT
