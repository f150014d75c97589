# SPDX-License-Identifier: Apache-2.0
# Nothing can be read from a directory.
mkdir d
makefile <<'END'
-include d
all: ; @echo all
d: ; @echo $@
END
run
run -k
makefile <<'END'
all: ; @echo all
END
MAKEFILES=d run
run -f d
rm Makefile
mkdir Makefile
run

: <<'EXPECT'
$ make
2> make: *** d: Is a directory.  Stop.
[exit 2]
$ make -k
2> make: *** d: Is a directory.  Stop.
[exit 2]
$ make
2> make: *** d: Is a directory.  Stop.
[exit 2]
$ make -f d
2> make: *** d: Is a directory.  Stop.
[exit 2]
$ make
2> make: *** Makefile: Is a directory.  Stop.
[exit 2]
EXPECT
