# SPDX-License-Identifier: Apache-2.0
# -l with and without a number.
makefile <<'END'
all: a b
a b: ; @:
show: ; @echo $(MAKEFLAGS)
END
run -j2 -l 1000 all
run -l 2.5 show
run -l2.5 -l show

: <<'EXPECT'
$ make -j2 -l 1000 all
[exit 0]
$ make -l 2.5 show
-l2.5
[exit 0]
$ make -l2.5 -l show

[exit 0]
EXPECT
