# SPDX-License-Identifier: Apache-2.0
mkdir sub
echo 'all: ; @echo $(MAKELEVEL) $(V) $(origin V)' >sub/Makefile
makefile <<'END'
all: ; $(MAKE) -C sub
END
run
run V=1
run -s
run --no-print-directory
run -n

: <<'EXPECT'
$ make
make -C sub
make[1]: Entering directory '$DIR/sub'
1 undefined
make[1]: Leaving directory '$DIR/sub'
[exit 0]
$ make V=1
make -C sub
make[1]: Entering directory '$DIR/sub'
1 1 command line
make[1]: Leaving directory '$DIR/sub'
[exit 0]
$ make -s
1 undefined
[exit 0]
$ make --no-print-directory
make -C sub
1 undefined
[exit 0]
$ make -n
make -C sub
make[1]: Entering directory '$DIR/sub'
echo 1  undefined
make[1]: Leaving directory '$DIR/sub'
[exit 0]
EXPECT
