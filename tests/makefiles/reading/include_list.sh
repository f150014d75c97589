# SPDX-License-Identifier: Apache-2.0
# One include of several files, of a pattern, of variables and of nothing.
makefile <<'END'
NAMES = b.mk c.mk
include a.mk $(NAMES)
include $(wildcard no-such-*.mk)
include parts/*.mk
include
all: ; @echo $(A) $(B) $(C) $(P)
END
mkdir parts
echo 'A = a' >a.mk
echo 'B = b' >b.mk
echo 'C = c' >c.mk
echo 'P += one' >parts/1.mk
echo 'P += two' >parts/2.mk
run

: <<'EXPECT'
$ make
a b c one two
[exit 0]
EXPECT
