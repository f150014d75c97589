# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# What has failed for an optional Makefile is told when another one needs it.
makefile <<'END'
-include a.mk
include b.mk
all: ; @echo all
a.mk b.mk: gen ; touch $@
gen: ; @echo gen; false
END
run
run -k
makefile <<'END'
-include a.mk b.mk
all: c d ; @echo all
c: a.mk ; @echo c
d: a.mk b.mk ; @echo d
a.mk b.mk: gone ; touch $@
END
run
run -k

: <<'EXPECT'
$ make
gen
2> Makefile:2: b.mk: No such file or directory
2> make: *** No rule to make target 'gen', needed by 'b.mk'.  Stop.
[exit 2]
$ make -k
gen
2> Makefile:2: b.mk: No such file or directory
2> make: *** No rule to make target 'gen', needed by 'b.mk'.
2> Makefile:2: Failed to remake makefile 'b.mk'.
[exit 2]
$ make
2> make: *** No rule to make target 'gone', needed by 'b.mk'.  Stop.
[exit 2]
$ make -k
2> make: *** No rule to make target 'gone', needed by 'b.mk'.
2> make: *** No rule to make target 'gone', needed by 'b.mk'.
2> make: *** No rule to make target 'gone', needed by 'b.mk'.
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
