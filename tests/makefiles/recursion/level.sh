# SPDX-License-Identifier: Apache-2.0
# MAKELEVEL counts, and is in messages.
makefile <<'END'
all: ; @echo $(MAKELEVEL)
	@$(MAKE) -f sub.mk
END
makefile sub.mk <<'END'
all: ; @echo $(MAKELEVEL)
	@$(MAKE) --no-print-directory -f sub2.mk
END
makefile sub2.mk <<'END'
all: ; @echo $(MAKELEVEL); false
END
run
MAKELEVEL=5
export MAKELEVEL
run

: <<'EXPECT'
$ make
0
make[1]: Entering directory '$DIR'
1
2
make[1]: Leaving directory '$DIR'
2> make[2]: *** [sub2.mk:1: all] Error 1
2> make[1]: *** [sub.mk:2: all] Error 2
2> make: *** [Makefile:2: all] Error 2
[exit 2]
$ make
make[5]: Entering directory '$DIR'
5
make[6]: Entering directory '$DIR'
6
7
make[6]: Leaving directory '$DIR'
make[5]: Leaving directory '$DIR'
2> make[7]: *** [sub2.mk:1: all] Error 1
2> make[6]: *** [sub.mk:2: all] Error 2
2> make[5]: *** [Makefile:2: all] Error 2
[exit 2]
EXPECT
