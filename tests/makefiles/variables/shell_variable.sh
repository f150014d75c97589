# SPDX-License-Identifier: Apache-2.0
# SHELL is not taken from the environment; commands see the environment's.
makefile <<'END'
all: ; @echo $(SHELL) $$SHELL
other: SHELL = /bin/echo
other: .SHELLFLAGS = flags -c
other:
	@one two
END
SHELL=/bin/nonsense
export SHELL
run
run other
run SHELL=/bin/sh all

: <<'EXPECT'
$ make
/bin/sh /bin/nonsense
[exit 0]
$ make other
flags -c one two
[exit 0]
$ make SHELL=/bin/sh all
/bin/sh /bin/nonsense
[exit 0]
EXPECT
