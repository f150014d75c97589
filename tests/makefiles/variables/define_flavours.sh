# SPDX-License-Identifier: Apache-2.0
# define with every operator.
makefile <<'END'
X = 1
define A =
$(X) a
endef
define B :=
$(X) b
endef
define A +=
more
endef
define C ?=
$(X) c
endef
define C ?=
not taken
endef
define D !=
echo $$((1 + 1))
endef
X = 2
all:
	@echo '$(A)' | tr '\n' '|'; echo
	@echo '$(B)' '$(C)' '$(D)' '$(flavor A) $(flavor B) $(flavor C) $(flavor D)'
END
run

: <<'EXPECT'
$ make
2 a more|
1 b 2 c 2 recursive simple recursive recursive
[exit 0]
EXPECT
