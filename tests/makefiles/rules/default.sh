# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: x
.DEFAULT: ; @echo default $@ [$<]
END
run
run other

: <<'EXPECT'
$ make
default x [x]
[exit 0]
$ make other
default other [other]
[exit 0]
EXPECT
