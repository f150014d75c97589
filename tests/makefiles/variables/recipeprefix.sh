# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.RECIPEPREFIX = >
all:
>@echo one
> @echo two
END
run

: <<'EXPECT'
$ make
one
two
[exit 0]
EXPECT
