# SPDX-License-Identifier: Apache-2.0
# Each operator for a target.
makefile <<'END'
X = 1
a: V := $(X)
a: W = $(X)
a: Y ?= y
a: Z != echo z
a: export U = u
a: override T = t
X = 2
T = file
a: ; @echo $(V) $(W) $(Y) $(Z) $$U $(T) $(X)
END
run
run Y=line T=line X=line

: <<'EXPECT'
$ make
1 2 y z u t 2
[exit 0]
$ make Y=line T=line X=line
line line line z u t line
[exit 0]
EXPECT
