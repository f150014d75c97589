# SPDX-License-Identifier: Apache-2.0
echo 'A = 1' >a.mk; echo 'B = 2' >b.mk
makefile <<'END'
include a.mk b.mk
-include none.mk
sinclude none2.mk
all: ; @echo $(A) $(B) $(MAKEFILE_LIST)
END
run

: <<'EXPECT'
$ make
1 2 Makefile a.mk b.mk
[exit 0]
EXPECT
