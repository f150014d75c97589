# SPDX-License-Identifier: Apache-2.0
# A variable for several targets, and one whose name is computed.
makefile <<'END'
NAME = V
a b: $(NAME) = $@!
a b c: ; @echo $@ [$(V)]
all: a b c
.DEFAULT_GOAL = all
END
run

: <<'EXPECT'
$ make
a [a!]
b [b!]
c []
[exit 0]
EXPECT
