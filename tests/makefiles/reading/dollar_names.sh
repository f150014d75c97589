# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a$$b ; @echo '$<'
a$$b: ; @echo '$@'
END
run

: <<'EXPECT'
$ make
a$b
a$b
[exit 0]
EXPECT
