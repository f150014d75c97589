# SPDX-License-Identifier: Apache-2.0
# Which options the makes below get.
makefile <<'END'
all: ; @$(MAKE) --no-print-directory -f sub.mk
END
makefile sub.mk <<'END'
all: ; @echo '$(MAKEFLAGS)' '$(MFLAGS)'
END
run -k
run -ks --warn-undefined-variables
run -I inc -r
run -e --no-print-directory
run -B

: <<'EXPECT'
$ make -k
k --no-print-directory -k --no-print-directory
[exit 0]
$ make -ks --warn-undefined-variables
ks --no-print-directory --warn-undefined-variables -ks --no-print-directory --warn-undefined-variables
[exit 0]
$ make -I inc -r
r -Iinc --no-print-directory -r -Iinc --no-print-directory
[exit 0]
$ make -e --no-print-directory
e --no-print-directory -e --no-print-directory
[exit 0]
$ make -B
B --no-print-directory -B --no-print-directory
[exit 0]
EXPECT
