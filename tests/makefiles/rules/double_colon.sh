# SPDX-License-Identifier: Apache-2.0
old x
makefile <<'END'
a:: x
	@echo one; touch a
a:: y
	@echo two; touch a
b::
	@echo always
y: ; touch y
END
run a b
run a b

: <<'EXPECT'
$ make a b
one
touch y
two
always
[exit 0]
$ make a b
make: 'a' is up to date.
always
[exit 0]
EXPECT
