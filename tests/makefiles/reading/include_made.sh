# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo $(A)
include gen.mk
gen.mk: ; echo 'A = made' >$@
END
run
run

: <<'EXPECT'
$ make
echo 'A = made' >gen.mk
made
[exit 0]
$ make
made
[exit 0]
EXPECT
