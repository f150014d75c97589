# SPDX-License-Identifier: Apache-2.0
# .IGNORE for one target, -i for all, - for a line: what is said.
makefile <<'END'
.IGNORE: one
all: one two three
one: ; @exit 3
	@echo one goes on
two: ; -@exit 4
	@echo two goes on
three: ; @exit 5
END
run
run -i
run -is

: <<'EXPECT'
$ make
one goes on
two goes on
2> make: [Makefile:3: one] Error 3 (ignored)
2> make: [Makefile:5: two] Error 4 (ignored)
2> make: *** [Makefile:7: three] Error 5
[exit 2]
$ make -i
one goes on
two goes on
2> make: [Makefile:3: one] Error 3 (ignored)
2> make: [Makefile:5: two] Error 4 (ignored)
2> make: [Makefile:7: three] Error 5 (ignored)
[exit 0]
$ make -is
one goes on
two goes on
[exit 0]
EXPECT
