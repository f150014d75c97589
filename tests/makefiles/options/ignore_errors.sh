# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	false
	@echo on
END
run -i

: <<'EXPECT'
$ make -i
false
on
2> make: [Makefile:2: all] Error 1 (ignored)
[exit 0]
EXPECT
