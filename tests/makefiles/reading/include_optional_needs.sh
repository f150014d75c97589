# SPDX-License-Identifier: Apache-2.0
# What an optional Makefile needs may fail as well: nobody is told, and the
# goals are made.
echo >a.c
makefile <<'END'
-include .depend
all: ; @echo all
.depend: a.c gone.c ; gcc -MM a.c >$@
END
run
run -k
run .depend
makefile <<'END'
-include opt.mk
all: ; @echo all
opt.mk: middle ; touch $@
middle: gen ; touch $@
gen: ; @echo gen; false
END
run
run -k
run -j2
run gen
makefile <<'END'
-include opt.mk
all: middle ; @echo all
opt.mk: gone middle ; touch $@
middle: gone2 ; touch $@
END
run
run -k

: <<'EXPECT'
$ make
all
[exit 0]
$ make -k
all
[exit 0]
$ make .depend
2> make: *** No rule to make target 'gone.c', needed by '.depend'.  Stop.
[exit 2]
$ make
gen
all
[exit 0]
$ make -k
gen
all
[exit 0]
$ make -j2
gen
all
[exit 0]
$ make gen
gen
2> make: *** No rule to make target 'gen', needed by 'middle'.  Stop.
[exit 2]
$ make
2> make: *** No rule to make target 'gone2', needed by 'middle'.  Stop.
[exit 2]
$ make -k
2> make: *** No rule to make target 'gone2', needed by 'middle'.
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
