# SPDX-License-Identifier: Apache-2.0
# else with a condition of another kind.
makefile <<'END'
ifeq ($(X),1)
R = one
else ifeq "$(X)" '2'
R = two
else ifdef Y
R = y
else ifneq ($(X),)
R = some
else
R = none
endif
all: ; @echo $(R)
END
run
run X=1
run X=2
run X=3
run X=3 Y=1

: <<'EXPECT'
$ make
none
[exit 0]
$ make X=1
one
[exit 0]
$ make X=2
two
[exit 0]
$ make X=3
some
[exit 0]
$ make X=3 Y=1
y
[exit 0]
EXPECT
