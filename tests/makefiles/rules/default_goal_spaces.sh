# SPDX-License-Identifier: Apache-2.0
# A default goal may have spaces in its name.
makefile <<'END'
a\ b: a\ b.c ; @echo "$@"
a\ b.c:
a: ; @echo no
END
run
makefile <<'END'
X = a b
.DEFAULT_GOAL = $X
a\ b: ; @echo "$@"
END
run
makefile <<'END'
.DEFAULT_GOAL = ./a\ b
a\ b: ; @echo "$@"
END
run
makefile <<'END'
.DEFAULT_GOAL = a b
a b: ; @echo "$@"
END
run
touch x.c
makefile <<'END'
.DEFAULT_GOAL := *.c
x.c: force ; @echo '$@'
force:
END
run

: <<'EXPECT'
$ make
a b
[exit 0]
$ make
a b
[exit 0]
$ make
a b
[exit 0]
$ make
2> make: *** .DEFAULT_GOAL contains more than one target.  Stop.
[exit 2]
$ make
x.c
[exit 0]
EXPECT
