# SPDX-License-Identifier: Apache-2.0
echo 'all: ; @echo one' >one.mk
echo 'other: ; @echo two' >two.mk
run -f one.mk -f two.mk
run -f one.mk -f two.mk other
run -f none.mk

: <<'EXPECT'
$ make -f one.mk -f two.mk
one
[exit 0]
$ make -f one.mk -f two.mk other
two
[exit 0]
$ make -f none.mk
2> make: none.mk: No such file or directory
2> make: *** No rule to make target 'none.mk'.  Stop.
[exit 2]
EXPECT
