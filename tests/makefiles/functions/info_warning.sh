# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info info)
$(warning warning)
all: ; @echo $(warning in recipe)
END
run

: <<'EXPECT'
$ make
info

2> Makefile:2: warning
2> Makefile:3: in recipe
[exit 0]
EXPECT
