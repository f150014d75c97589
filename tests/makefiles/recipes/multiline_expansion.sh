# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
define cmds
@echo one
echo two
-false
endef
all:
	$(cmds)
	@echo three
END
run

: <<'EXPECT'
$ make
one
echo two
two
false
three
2> make: [Makefile:7: all] Error 1 (ignored)
[exit 0]
EXPECT
