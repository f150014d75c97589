# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: A = target
all: override B = target
all: ; @echo $(A) $(B)
END
run A=cl B=cl

: <<'EXPECT'
$ make A=cl B=cl
cl target
[exit 0]
EXPECT
