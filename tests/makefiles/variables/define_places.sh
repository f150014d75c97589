# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
define a :=
one $(warning in a) $(undefined)

endef
define b
$(warning in b) $(undefined)
endef
$(info $b)
define c +=

$(warning in c)
endef
c := $c
define c +=

$(warning in c, at once)
endef
define d ::=
$(word x)

endef
all:;@:
END
run --warn-undefined-variables
: <<'EXPECT'
$ make --warn-undefined-variables
\s
2> Makefile:4: in a
2> Makefile:4: warning: undefined variable 'undefined'
2> Makefile:8: in b
2> Makefile:8: warning: undefined variable 'undefined'
2> Makefile:13: in c
2> Makefile:17: in c, at once
2> Makefile:21: *** insufficient number of arguments (1) to function 'word'.  Stop.
[exit 2]
EXPECT
