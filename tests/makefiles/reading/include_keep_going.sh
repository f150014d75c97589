# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# -k ends, too, when a Makefile that is there cannot be remade.
touch gen.mk
makefile <<'END'
include gen.mk
all: ; @echo all
gen.mk: missing ; touch $@
END
run
run -k
makefile <<'END'
include gen.mk gone.mk
all: ; @echo all
gen.mk: force ; @echo gen; false
force:
END
run -k
makefile <<'END'
all: ; @echo all
Makefile: gone
END
run -k
makefile <<'END'
include gone.mk made.mk
all: ; @echo all
made.mk: ; touch $@
END
run -k

: <<'EXPECT'
$ make
2> make: *** No rule to make target 'missing', needed by 'gen.mk'.  Stop.
[exit 2]
$ make -k
2> make: *** No rule to make target 'missing', needed by 'gen.mk'.
2> Makefile:1: Failed to remake makefile 'gen.mk'.
[exit 2]
$ make -k
gen
2> make: *** [Makefile:3: gen.mk] Error 1
2> Makefile:1: gone.mk: No such file or directory
2> make: *** No rule to make target 'gone.mk'.
2> Makefile:1: Failed to remake makefile 'gen.mk'.
2> Makefile:1: Failed to remake makefile 'gone.mk'.
[exit 2]
$ make -k
2> make: *** No rule to make target 'gone', needed by 'Makefile'.
2> make: Failed to remake makefile 'Makefile'.
[exit 2]
$ make -k
touch made.mk
2> Makefile:1: gone.mk: No such file or directory
2> make: *** No rule to make target 'gone.mk'.
2> Makefile:1: Failed to remake makefile 'gone.mk'.
2> Makefile:1: gone.mk: No such file or directory
2> make: *** No rule to make target 'gone.mk'.
2> Makefile:1: Failed to remake makefile 'gone.mk'.
[exit 2]
EXPECT
