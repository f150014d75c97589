# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(X)
A += $(Y)
X = 1
Y = 2
$(info $(A) [$(value A)])
all: ;
END
run

: <<'EXPECT'
$ make
1 2 [$(X) $(Y)]
make: 'all' is up to date.
[exit 0]
EXPECT
