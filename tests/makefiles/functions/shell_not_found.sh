# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A := $(shell nonexistent-program arg)
$(info [$(A)] $(.SHELLSTATUS))
all: ;
END
run

: <<'EXPECT'
$ make
[] 127
make: 'all' is up to date.
2> make: nonexistent-program: No such file or directory
[exit 0]
EXPECT
