# SPDX-License-Identifier: Apache-2.0
run
run foo

: <<'EXPECT'
$ make
2> make: *** No targets specified and no makefile found.  Stop.
[exit 2]
$ make foo
2> make: *** No rule to make target 'foo'.  Stop.
[exit 2]
EXPECT
