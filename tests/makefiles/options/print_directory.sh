# SPDX-License-Identifier: Apache-2.0
echo 'all: ; @echo x' >Makefile
run -w

: <<'EXPECT'
$ make -w
make: Entering directory '$DIR'
x
make: Leaving directory '$DIR'
[exit 0]
EXPECT
