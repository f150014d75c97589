# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
MAKEFLAGS += --no-print-directory -s
all: ; $(MAKE) -C . -f in.mk
END
echo 'all: ; echo in' >in.mk
run

: <<'EXPECT'
$ make
in
[exit 0]
EXPECT
