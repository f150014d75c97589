# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
$(info $(CURDIR) $(MAKEFILE_LIST) $(MAKELEVEL) [$(MAKECMDGOALS)] [$(MAKEFLAGS)] $(.DEFAULT_GOAL))
all: ;
$(info $(.DEFAULT_GOAL))
END
run
run -k all X=1

: <<'EXPECT'
$ make
$DIR Makefile 0 [] []\s
all
make: 'all' is up to date.
[exit 0]
$ make -k all X=1
$DIR Makefile 0 [all] [k -- X=1]\s
all
make: 'all' is up to date.
[exit 0]
EXPECT
