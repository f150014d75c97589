# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo $(error stop here)
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** stop here.  Stop.
[exit 2]
EXPECT
