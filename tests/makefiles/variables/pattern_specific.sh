# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
%.x: V = pattern
a%.x: V = longer
all: b.x ab.x c
b.x ab.x c: ; @echo $@ [$(V)]
END
run

: <<'EXPECT'
$ make
b.x [pattern]
ab.x [longer]
c []
[exit 0]
EXPECT
