# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
B = b$$
A :::= $(B)
$(info $(A) [$(value A)] $(flavor A))
all: ;
END
run

: <<'EXPECT'
$ make
b$ [b$$] recursive
make: 'all' is up to date.
[exit 0]
EXPECT
