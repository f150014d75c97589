# SPDX-License-Identifier: Apache-2.0
# export alone, .EXPORT_ALL_VARIABLES, and what is no name for a shell.
makefile <<'END'
A = a
B.C = b
export
unexport D
D = d
all: ; @echo [$$A] [$$D]; env | grep -c '^B' || :
END
run
makefile <<'END'
.EXPORT_ALL_VARIABLES:
A = a
all: ; @echo [$$A]
END
run
makefile <<'END'
A = a
B = b
export A
unexport A
export B
all: ; @echo [$$A] [$$B]
END
run

: <<'EXPECT'
$ make
[a] []
0
[exit 0]
$ make
[a]
[exit 0]
$ make
[] [b]
[exit 0]
EXPECT
