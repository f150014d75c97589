# SPDX-License-Identifier: Apache-2.0
echo 'all: ; @echo gnu' >GNUmakefile
echo 'all: ; @echo lower' >makefile
echo 'all: ; @echo upper' >Makefile
run
rm GNUmakefile
run
rm makefile
run

: <<'EXPECT'
$ make
gnu
[exit 0]
$ make
lower
[exit 0]
$ make
upper
[exit 0]
EXPECT
