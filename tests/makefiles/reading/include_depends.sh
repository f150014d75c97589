# SPDX-License-Identifier: Apache-2.0
# A Makefile whose source is newer is remade, and all are read again.
makefile <<'END'
include version.mk
all: ; @echo $(VERSION) $(MAKE_RESTARTS)
version.mk: version ; @echo making version.mk; echo VERSION = `cat version` >$@
END
echo 2 >version
old version.mk
run
run

: <<'EXPECT'
$ make
making version.mk
2 1
[exit 0]
$ make
2
[exit 0]
EXPECT
