# SPDX-License-Identifier: Apache-2.0
mkdir sub
printf 'all: ; @exit 3\n' >sub/Makefile
makefile <<'END'
all: ; @$(MAKE) -C sub
END
run

: <<'EXPECT'
$ make
make[1]: Entering directory '$DIR/sub'
make[1]: Leaving directory '$DIR/sub'
2> make[1]: *** [Makefile:1: all] Error 3
2> make: *** [Makefile:1: all] Error 2
[exit 2]
EXPECT
