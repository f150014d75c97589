# SPDX-License-Identifier: Apache-2.0
# The environment is part of what a run has seen, as far as it was asked for.
mkdir .xb
old file
makefile <<'END'
CFLAGS += -Wall
ifdef FLAG
$(info flag $(FLAG))
endif
$(info flags $(CFLAGS), $(origin CC), $(shell echo "$$SEEN"))
all: file
END
run
run
export FLAG=on
run
run
export CFLAGS=-O2 UNRELATED=x
run
run
export CC=other SEEN=1
run
run
export SEEN=2
run
unset CFLAGS FLAG CC
run
run MAKEFLAGS=
export MAKEFLAGS=s
run
run -q

: <<'EXPECT'
$ make
flags -Wall, default,\s
make: Nothing to be done for 'all'.
[exit 0]
$ make
flags -Wall, default,\s
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -Wall, default,\s
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -Wall, default,\s
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -O2 -Wall, default,\s
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -O2 -Wall, default,\s
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -O2 -Wall, environment, 1
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -O2 -Wall, environment, 1
make: Nothing to be done for 'all'.
[exit 0]
$ make
flag on
flags -O2 -Wall, environment, 2
make: Nothing to be done for 'all'.
[exit 0]
$ make
flags -Wall, default, 2
make: Nothing to be done for 'all'.
[exit 0]
$ make MAKEFLAGS=
flags -Wall, default, 2
make: Nothing to be done for 'all'.
[exit 0]
$ make
flags -Wall, default, 2
[exit 0]
$ make -q
flags -Wall, default, 2
[exit 0]
EXPECT
