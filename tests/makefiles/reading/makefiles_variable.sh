# SPDX-License-Identifier: Apache-2.0
echo 'A = pre' >pre.mk
makefile <<'END'
all: ; @echo $(A) $(MAKEFILE_LIST)
END
MAKEFILES=pre.mk run

: <<'EXPECT'
$ make
pre pre.mk Makefile
[exit 0]
EXPECT
