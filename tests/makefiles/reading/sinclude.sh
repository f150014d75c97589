# SPDX-License-Identifier: Apache-2.0
# sinclude and -include miss nothing that is not there.
makefile <<'END'
-include missing.mk there.mk
sinclude missing2.mk
all: ; @echo $(THERE)
END
echo 'THERE = yes' >there.mk
run

: <<'EXPECT'
$ make
yes
[exit 0]
EXPECT
