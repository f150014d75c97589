# SPDX-License-Identifier: Apache-2.0
# What goes wrong in the environment of a command is told where it was defined.
makefile <<'END'

export a = $(warning of a)$(undefined)$b
b = $(warning of b)
all:
	@echo first
END
run --warn-undefined-variables
makefile others.mk <<'END'
bad: export c = $(error of c)
bad: ; @echo not reached
worse: export d = $(word x,y)
worse: ; @echo not reached
recurs: export e = $e
recurs: ; @echo not reached
END
run -f others.mk bad
run -f others.mk -k -j2 bad worse
run -f others.mk recurs
: <<'EXPECT'
$ make --warn-undefined-variables
first
2> Makefile:2: of a
2> Makefile:2: warning: undefined variable 'undefined'
2> Makefile:2: of b
[exit 0]
$ make -f others.mk bad
2> others.mk:1: *** of c.  Stop.
[exit 2]
$ make -f others.mk -k -j2 bad worse
2> others.mk:1: *** of c.  Stop.
[exit 2]
$ make -f others.mk recurs
2> others.mk:5: *** Recursive variable 'e' references itself (eventually).  Stop.
[exit 2]
EXPECT
