# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(B)
$(info $(A) $(C))
all: ; @echo $(D)
END
run --warn-undefined-variables

: <<'EXPECT'
$ make --warn-undefined-variables
\s

2> Makefile:2: warning: undefined variable 'B'
2> Makefile:2: warning: undefined variable 'C'
2> Makefile:3: warning: undefined variable 'D'
[exit 0]
EXPECT
