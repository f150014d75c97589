# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a = 1
b = 2
$(info $ab $a$b $(a)b)
all: ;
END
run

: <<'EXPECT'
$ make
1b 12 1b
make: 'all' is up to date.
[exit 0]
EXPECT
