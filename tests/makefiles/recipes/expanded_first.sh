# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	@echo one
	@echo two $(info expanded)
END
run

: <<'EXPECT'
$ make
expanded
one
two
[exit 0]
EXPECT
