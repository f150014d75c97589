# SPDX-License-Identifier: Apache-2.0
mkdir -p d/e
printf 'all: ; @pwd\n' >d/e/Makefile
run -C d -C e
run -C d/e -s
run -C d/e --no-print-directory

: <<'EXPECT'
$ make -C d -C e
make: Entering directory '$DIR/d/e'
$DIR/d/e
make: Leaving directory '$DIR/d/e'
[exit 0]
$ make -C d/e -s
$DIR/d/e
[exit 0]
$ make -C d/e --no-print-directory
$DIR/d/e
[exit 0]
EXPECT
