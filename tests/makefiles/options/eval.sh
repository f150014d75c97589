# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo $(A)
END
run --eval='A = 1'
run -E 'other: ; @echo other'

: <<'EXPECT'
$ make --eval=A = 1
1
[exit 0]
$ make -E other: ; @echo other
other
[exit 0]
EXPECT
