# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# A seed gives one order; all is made once, whatever the order.
makefile <<'END'
all: a b c d e f g h
	@echo $@: $^
a b c d e f g h: ; @echo $@
flags: ; @echo "$(MAKEFLAGS)"
END
make --shuffle=12 >first
make --shuffle=12 >second
cmp first second && sort first
run --shuffle=7 flags
make --shuffle flags | sed 's/=[0-9]*$/=SEED/'

: <<'EXPECT'
a
all: a b c d e f g h
b
c
d
e
f
g
h
$ make --shuffle=7 flags
 --shuffle=7
[exit 0]
 --shuffle=SEED
EXPECT
