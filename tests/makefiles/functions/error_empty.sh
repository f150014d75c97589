# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:; $(error )
other:
	@echo before
	$(error $(nothing))
END
run
run other
run -f - --eval='$(error)'
run --eval='$(error )'
: <<'EXPECT'
$ make
2> Makefile:1: *** .  Stop.
[exit 2]
$ make other
2> Makefile:4: *** .  Stop.
[exit 2]
$ make -f - --eval=$(error)
2> make: *** No targets.  Stop.
[exit 2]
$ make --eval=$(error )
2> make: *** .  Stop.
[exit 2]
EXPECT
