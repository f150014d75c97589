# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo no
include none.mk
END
run

: <<'EXPECT'
$ make
2> Makefile:2: none.mk: No such file or directory
2> make: *** No rule to make target 'none.mk'.  Stop.
[exit 2]
EXPECT
