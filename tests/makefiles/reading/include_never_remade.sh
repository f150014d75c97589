# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# One that is phony, or whose rule would remake it for ever, must be there.
makefile <<'END'
include x.mk
all: ; @echo all
.PHONY: x.mk
x.mk: ; @echo x
END
run
run -k
makefile <<'END'
include x.mk
all: ; @echo all
x.mk:: ; @echo x
END
run
touch x.mk
run

: <<'EXPECT'
$ make
2> Makefile:1: x.mk: No such file or directory
[exit 2]
$ make -k
2> Makefile:1: x.mk: No such file or directory
[exit 2]
$ make
2> Makefile:1: x.mk: No such file or directory
[exit 2]
$ make
all
[exit 0]
EXPECT
