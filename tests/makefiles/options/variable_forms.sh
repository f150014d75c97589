# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
B = late
all: ; @echo [$(A)] [$(C)]
END
run 'A=$(B)' 'C:=$(B)'
run A=1 A=2
run A+=x

: <<'EXPECT'
$ make A=$(B) C:=$(B)
[late] []
[exit 0]
$ make A=1 A=2
[2] []
[exit 0]
$ make A+=x
[x] []
[exit 0]
EXPECT
