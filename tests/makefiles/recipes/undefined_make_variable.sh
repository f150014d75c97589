# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo [$(NONE)] [$$NONE]
END
run

: <<'EXPECT'
$ make
[] []
[exit 0]
EXPECT
