# SPDX-License-Identifier: Apache-2.0
# Definitions of the command line go to makes below, unless they are taken
# back.
makefile <<'END'
all: ; @$(MAKE) --no-print-directory -f sub.mk 'Y=with  two $$dollars'
plain: ; @$(MAKE) --no-print-directory -f sub.mk MAKEOVERRIDES=
END
makefile sub.mk <<'END'
all: ; @echo '[$(X)] [$(Y)] $(origin X)'
END
run X=1
run X='a b'
run X=1 plain
makefile <<'END'
MAKEOVERRIDES =
all: ; @$(MAKE) --no-print-directory -f sub.mk
END
run X=1

: <<'EXPECT'
$ make X=1
[1] [with  two ollars] command line
[exit 0]
$ make X=a b
[a b] [with  two ollars] command line
[exit 0]
$ make X=1 plain
[1] [] command line
[exit 0]
$ make X=1
[1] [] environment
[exit 0]
EXPECT
