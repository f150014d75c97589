# SPDX-License-Identifier: Apache-2.0
# .DEFAULT_GOAL can be read and set.
makefile <<'END'
$(info before [$(.DEFAULT_GOAL)])
one: ; @echo one
$(info first [$(.DEFAULT_GOAL)])
.DEFAULT_GOAL :=
two: ; @echo two
$(info second [$(.DEFAULT_GOAL)])
three: ; @echo three
.DEFAULT_GOAL = three
END
run

: <<'EXPECT'
$ make
before []
first [one]
second [two]
three
[exit 0]
EXPECT
