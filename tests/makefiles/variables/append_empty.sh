# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = a
A +=
B :=
B += b
C +=
C += c
$(info [$(A)] [$(B)] [$(C)] $(flavor C))
all: ;
END
run

: <<'EXPECT'
$ make
[a] [b] [c] recursive
make: 'all' is up to date.
[exit 0]
EXPECT
