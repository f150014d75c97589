# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b
a b &: x
	@echo make both from $<; touch a b
END
old x
run
rm b
run
run

: <<'EXPECT'
$ make
make both from x
[exit 0]
$ make
make both from x
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
EXPECT
