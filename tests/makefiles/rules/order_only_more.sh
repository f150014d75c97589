# SPDX-License-Identifier: Apache-2.0
# Order-only prerequisites: made before, never a reason.
makefile <<'END'
all: d/a d/b
d/a d/b: | d ; @echo $@ [$^] [$|]; touch $@
d: ; @echo making d; mkdir d
both: x y | x ; @echo [$^] [$|]
x y: ; @:
END
run
stamp 1000000000 d/a d/b
touch d
run
run both

: <<'EXPECT'
$ make
making d
d/a [] d
d/b [] d
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make both
[x y] []
[exit 0]
EXPECT
