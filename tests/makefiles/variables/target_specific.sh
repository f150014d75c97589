# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
V = global
all: V = all
all: a b
	@echo $@ $(V)
a: V += a
a: ; @echo $@ $(V)
b: ; @echo $@ $(V)
c: ; @echo $@ $(V)
END
run
run c b

: <<'EXPECT'
$ make
a all a
b all
all all
[exit 0]
$ make c b
c global
b global
[exit 0]
EXPECT
