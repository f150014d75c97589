# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = value   # comment
B = a\#b
C := $(subst #,x,a\#b)
$(info [$(A)] [$(B)])
all: ;
END
run

: <<'EXPECT'
$ make
[value   ] [a#b]
make: 'all' is up to date.
[exit 0]
EXPECT
