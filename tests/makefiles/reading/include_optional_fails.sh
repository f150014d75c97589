# SPDX-License-Identifier: Apache-2.0
# An optional Makefile whose recipe fails is no error, unless it is needed.
makefile <<'END'
-include part.mk
all: ; @echo all
part.mk: ; @echo trying; false
END
run
run part.mk

: <<'EXPECT'
$ make
trying
all
[exit 0]
$ make part.mk
trying
2> make: *** No rule to make target 'part.mk'.  Stop.
[exit 2]
EXPECT
