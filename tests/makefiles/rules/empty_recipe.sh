# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a
a: ;
END
run
run a

: <<'EXPECT'
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make a
make: 'a' is up to date.
[exit 0]
EXPECT
