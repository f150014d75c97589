# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
export A = 1
B = 2
export B
C = 3
export D := 4
unexport D
export
unexport E
E = 5
all: ; @echo "$$A $$B [$$C] [$$D] [$$E]"
END
run

: <<'EXPECT'
$ make
1 2 [3] [] []
[exit 0]
EXPECT
