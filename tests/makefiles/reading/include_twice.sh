# SPDX-License-Identifier: Apache-2.0
# A file may be included twice, and MAKEFILE_LIST grows each time.
makefile <<'END'
include part.mk
include part.mk
all: ; @echo $(N) $(MAKEFILE_LIST)
END
echo 'N += 1' >part.mk
run

: <<'EXPECT'
$ make
1 1 Makefile part.mk part.mk
[exit 0]
EXPECT
