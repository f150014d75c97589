# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
export A = 1
B = 2
all: ; @$(MAKE) -f in.mk --no-print-directory
END
makefile in.mk <<'END'
A ?= no
B ?= no
all: ; @echo $(A) $(B) $(origin A)
END
run

: <<'EXPECT'
$ make
1 no environment
[exit 0]
EXPECT
