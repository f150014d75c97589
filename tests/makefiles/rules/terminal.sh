# SPDX-License-Identifier: Apache-2.0
old x.orig
makefile <<'END'
all: x.y
%:: %.orig ; @echo terminal $@
END
run
rm x.orig
run

: <<'EXPECT'
$ make
2> make: *** No rule to make target 'x.y', needed by 'all'.  Stop.
[exit 2]
$ make
2> make: *** No rule to make target 'x.y', needed by 'all'.  Stop.
[exit 2]
EXPECT
