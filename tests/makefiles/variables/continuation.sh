# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = one \
    two\
three
$(info [$(A)])
all: ; @echo a \
  b
END
run

: <<'EXPECT'
$ make
[one two three]
a b
[exit 0]
EXPECT
