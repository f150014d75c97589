# SPDX-License-Identifier: Apache-2.0
old a.x b.x
makefile <<'END'
all: a.y b.y c.y
%.y: %.x
	@echo $< to $@; cp $< $@
END
run
run -k

: <<'EXPECT'
$ make
a.x to a.y
b.x to b.y
2> make: *** No rule to make target 'c.y', needed by 'all'.  Stop.
[exit 2]
$ make -k
2> make: *** No rule to make target 'c.y', needed by 'all'.
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
