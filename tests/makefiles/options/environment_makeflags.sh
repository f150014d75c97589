# SPDX-License-Identifier: Apache-2.0
# MAKEFLAGS of the environment: letters, dashes, long options, definitions.
makefile <<'END'
all: ; @echo $(X) $(Y) [$(origin X)]
	@false
	@echo ignored
END
export MAKEFLAGS
MAKEFLAGS=i run
MAKEFLAGS=-i run
MAKEFLAGS='--ignore-errors' run
MAKEFLAGS='i -- X=env Y=two\ words' run X=line
MAKEFLAGS='k X=env' run
GNUMAKEFLAGS=-i
export GNUMAKEFLAGS
MAKEFLAGS= run

: <<'EXPECT'
$ make
[undefined]
ignored
2> make: [Makefile:2: all] Error 1 (ignored)
[exit 0]
$ make
[undefined]
ignored
2> make: [Makefile:2: all] Error 1 (ignored)
[exit 0]
$ make
[undefined]
ignored
2> make: [Makefile:2: all] Error 1 (ignored)
[exit 0]
$ make X=line
line two words [command line]
ignored
2> make: [Makefile:2: all] Error 1 (ignored)
[exit 0]
$ make
env [command line]
2> make: *** [Makefile:2: all] Error 1
[exit 2]
$ make
[undefined]
ignored
2> make: [Makefile:2: all] Error 1 (ignored)
[exit 0]
EXPECT
