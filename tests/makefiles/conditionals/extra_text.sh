# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
ifdef A
else x
$(info here)
endif y
all: ;
END
run

: <<'EXPECT'
$ make
here
make: 'all' is up to date.
2> Makefile:2: extraneous text after 'else' directive
2> Makefile:4: extraneous text after 'endif' directive
[exit 0]
EXPECT
