# SPDX-License-Identifier: Apache-2.0
# The directory is told only when something is said or run at all.
makefile <<'END'
all: two
	@:
two:
shell: ; $(shell echo in shell >&2)
runs: ; @true
END
touch two
run -w -q
run -w
run -w -q shell
run -w runs
run -w -f missing

: <<'EXPECT'
$ make -w -q
[exit 1]
$ make -w
[exit 0]
$ make -w -q shell
make: Entering directory '$DIR'
make: Leaving directory '$DIR'
2> in shell
[exit 0]
$ make -w runs
make: Entering directory '$DIR'
make: Leaving directory '$DIR'
[exit 0]
$ make -w -f missing
make: Entering directory '$DIR'
make: Leaving directory '$DIR'
2> make: missing: No such file or directory
2> make: *** No rule to make target 'missing'.  Stop.
[exit 2]
EXPECT
