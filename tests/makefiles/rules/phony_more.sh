# SPDX-License-Identifier: Apache-2.0
# Phony targets: files of that name, prerequisites, no implicit rules.
makefile <<'END'
.PHONY: all clean gen lib.o
all: out
out: gen ; @echo out; touch out
gen: ; @echo gen
lib.o:
clean: ; @echo clean
END
old clean gen lib.c
run
run clean lib.o
run

: <<'EXPECT'
$ make
gen
out
[exit 0]
$ make clean lib.o
clean
make: Nothing to be done for 'lib.o'.
[exit 0]
$ make
gen
out
[exit 0]
EXPECT
