# SPDX-License-Identifier: Apache-2.0
# -O keeps the lines of each target together, whatever runs beside it.
makefile <<'END'
all: slow after
slow: started
	@echo slow 1
	@while [ ! -e quick.done ]; do :; done
	@echo slow 2
started: ; @:
quick:
	@echo quick 1
	@echo quick 2 >&2
after: quick
	@touch quick.done
.PHONY: all slow quick after started
END
run -O -j2
rm quick.done
run --output-sync=target -j2 slow after
run -Ononsense

: <<'EXPECT'
$ make -O -j2
quick 1
slow 1
slow 2
2> quick 2
[exit 0]
$ make --output-sync=target -j2 slow after
quick 1
slow 1
slow 2
2> quick 2
[exit 0]
$ make -Ononsense
2> make: *** unknown output-sync type 'nonsense'.  Stop.
[exit 2]
EXPECT
