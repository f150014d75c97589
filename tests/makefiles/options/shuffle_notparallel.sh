# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# Where nothing runs beside another nothing is shuffled.
makefile <<'END'
.NOTPARALLEL:
all: a b c
a b c: ; @echo $@
END
run --shuffle=reverse
makefile <<'END'
.NOTPARALLEL: all
all: a b c
a b c: ; @echo $@
two: a b
END
run --shuffle=reverse
run --shuffle=reverse two

: <<'EXPECT'
$ make --shuffle=reverse
a
b
c
[exit 0]
$ make --shuffle=reverse
a
b
c
[exit 0]
$ make --shuffle=reverse two
b
a
[exit 0]
EXPECT
