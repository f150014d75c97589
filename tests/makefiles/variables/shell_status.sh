# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A := $(shell exit 3)
$(info $(.SHELLSTATUS))
A := $(shell true)
$(info $(.SHELLSTATUS))
all: ;
END
run

: <<'EXPECT'
$ make
3
0
make: 'all' is up to date.
[exit 0]
EXPECT
