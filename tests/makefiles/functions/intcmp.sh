# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
$(info [$(intcmp 1,1)] [$(intcmp 1,2)] $(intcmp 1,2,l) [$(intcmp 2,2,l)] $(intcmp 2,2,l,e) $(intcmp 3,2,l,e) $(intcmp 3,2,l,e,g) $(intcmp -5,3,l,e,g) $(intcmp 007,7,l,e,g))
all: ;
END
run

: <<'EXPECT'
$ make
[1] [] l [] e e g l e
make: 'all' is up to date.
[exit 0]
EXPECT
