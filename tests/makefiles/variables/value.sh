# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = $(B) $$x
$(info $(value A))
all: ;
END
run

: <<'EXPECT'
$ make
$(B) $$x
make: 'all' is up to date.
[exit 0]
EXPECT
