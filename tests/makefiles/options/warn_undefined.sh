# SPDX-License-Identifier: Apache-2.0
# --warn-undefined-variables names each use.
makefile <<'END'
A = $(B) $(C)
C =
all: ; @echo [$(A)] [$(D)]
	@echo $(call E,x) $(subst x,y,$(F))
END
run --warn-undefined-variables

: <<'EXPECT'
$ make --warn-undefined-variables
[ ] []

2> Makefile:3: warning: undefined variable 'B'
2> Makefile:3: warning: undefined variable 'D'
2> Makefile:4: warning: undefined variable 'E'
2> Makefile:4: warning: undefined variable 'F'
[exit 0]
EXPECT
