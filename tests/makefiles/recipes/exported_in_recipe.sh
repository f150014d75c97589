# SPDX-License-Identifier: Apache-2.0
# Variables of a target in the environment of its commands.
makefile <<'END'
export A = global
a: A = own
a: export B = b
a: C = not exported
a b: ; @echo "[$$A] [$$B] [$$C] [$$MAKELEVEL]"
all: a b
.DEFAULT_GOAL = all
END
run

: <<'EXPECT'
$ make
[own] [b] [] [1]
[global] [] [] [1]
[exit 0]
EXPECT
