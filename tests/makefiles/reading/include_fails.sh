# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo $(A)
include gen.mk
gen.mk: ; false
END
run

: <<'EXPECT'
$ make
false
2> Makefile:2: gen.mk: No such file or directory
2> make: *** [Makefile:3: gen.mk] Error 1
[exit 2]
EXPECT
