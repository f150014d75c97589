# SPDX-License-Identifier: Apache-2.0
# Files that a search has not found are looked for again.
mkdir .xb dir
old x.b y.c dir/z.b
makefile <<'END'
all: x.out y.out dir/z.out
%.out: %.a
	@echo from a; cp $< $@
%.out: %.b
	@echo from b; cp $< $@
%.b: %.c
	@echo b from c; cp $< $@
END
run
run
run
touch x.a
run
run
run
touch dir/z.a
run
run
run
rm x.a
run
run

: <<'EXPECT'
$ make
from b
b from c
from b
from b
rm y.b
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
from a
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
from a
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
EXPECT
