# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A =
B = $(A)
N = B
ifdef A
$(info A)
endif
ifdef B
$(info B)
endif
ifdef $(N)
$(info by name)
endif
ifndef Z
$(info no Z)
endif
all: ;
END
run

: <<'EXPECT'
$ make
B
by name
no Z
make: 'all' is up to date.
[exit 0]
EXPECT
