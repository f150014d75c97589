# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo $$MAKELEVEL [$$MAKEFLAGS] [$$MFLAGS] [$$X]
END
run
run -k X=1

: <<'EXPECT'
$ make
1 [] [] []
[exit 0]
$ make -k X=1
1 [k -- X=1] [-k] [1]
[exit 0]
EXPECT
