# SPDX-License-Identifier: Apache-2.0
# += for a target adds to the global value, and to that of who needs it.
makefile <<'END'
F = g
all: F += all
all: one two ; @echo $@: $(F)
one: F += one
one: inner ; @echo $@: $(F)
inner: F += inner
inner: ; @echo $@: $(F)
two: F = own
two: F += two
two: ; @echo $@: $(F)
END
run
run F=line
run inner

: <<'EXPECT'
$ make
inner: g all one inner
one: g all one
two: own two
all: g all
[exit 0]
$ make F=line
inner: line
one: line
two: line
all: line
[exit 0]
$ make inner
inner: g inner
[exit 0]
EXPECT
