# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: export A = target
all: ; @echo "$$A"
END
run

: <<'EXPECT'
$ make
target
[exit 0]
EXPECT
