# SPDX-License-Identifier: Apache-2.0
touch clean all
makefile <<'END'
.PHONY: all clean
all: ; @echo all
clean: ; @echo clean
none:
END
run
run clean
run none

: <<'EXPECT'
$ make
all
[exit 0]
$ make clean
clean
[exit 0]
$ make none
make: Nothing to be done for 'none'.
[exit 0]
EXPECT
