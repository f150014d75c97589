# SPDX-License-Identifier: Apache-2.0
# What make tells Makefiles of itself.
makefile <<'END'
all:
	@echo '$(MAKECMDGOALS)' '$(MAKELEVEL)' '$(notdir $(CURDIR))' '$(SHELL)'
	@echo '$(.DEFAULT_GOAL)' '$(.SHELLFLAGS)' '$(MAKEFILE_LIST)'
	@echo '$(filter oneshell order-only else-if undefine,$(.FEATURES))'
	@echo '$(origin MAKE) $(origin CURDIR) $(origin SHELL) $(origin MAKEFLAGS)'
	@echo '$(sort $(filter X% FIRST,$(.VARIABLES)))'
X1 = 1
FIRST = 1
END
run
run all

: <<'EXPECT'
$ make
 0 work /bin/sh
all -c Makefile
order-only else-if undefine oneshell
default file default file
FIRST X1
[exit 0]
$ make all
all 0 work /bin/sh
all -c Makefile
order-only else-if undefine oneshell
default file default file
FIRST X1
[exit 0]
EXPECT
