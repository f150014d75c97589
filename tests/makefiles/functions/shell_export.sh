# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# $(shell) finds exported variables.
makefile <<'END'
export A = a
B = b
R := $(shell echo [$$A] [$$B])
all: ; @echo '$(R)'
END
run

: <<'EXPECT'
$ make
[a] []
[exit 0]
EXPECT
