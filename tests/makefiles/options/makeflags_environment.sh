# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; echo $(X) $(origin X)
END
MAKEFLAGS=s run
MAKEFLAGS='k -- X=1' run
GNUMAKEFLAGS=-n run

: <<'EXPECT'
$ make
undefined
[exit 0]
$ make
echo 1 command line
1 command line
[exit 0]
$ make
echo  undefined
[exit 0]
EXPECT
