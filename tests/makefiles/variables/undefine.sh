# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = 1
undefine A
$(info [$(A)] $(origin A))
B = 2
undefine $(if x,B)
$(info $(flavor B))
override undefine C
$(info $(flavor C))
all: ;
END
run C=1

: <<'EXPECT'
$ make C=1
[] undefined
undefined
undefined
make: 'all' is up to date.
[exit 0]
EXPECT
