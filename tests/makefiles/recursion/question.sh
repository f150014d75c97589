# SPDX-License-Identifier: Apache-2.0
# With -q the makes below are asked, too.
makefile <<'END'
all: ; @$(MAKE) -f two.mk one
END
makefile two.mk <<'END'
one: ; $(MAKE) -f two.mk two
two: there ; touch two
END
old there
run -q
touch two
run -q

: <<'EXPECT'
$ make -q
make[1]: Entering directory '$DIR'
make -f two.mk two
make[1]: Leaving directory '$DIR'
[exit 1]
$ make -q
make[1]: Entering directory '$DIR'
make -f two.mk two
make[1]: Leaving directory '$DIR'
[exit 0]
EXPECT
