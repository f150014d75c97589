# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info [$(shell printf 'a\nb\n\n')] [$(shell echo '$$HOME' | tr a-z A-Z)] [$(shell true)])
A = $(shell echo $(1))
$(info $(call A,x))
all: ; @echo $(shell echo in recipe)
END
run

: <<'EXPECT'
$ make
[a b] [$HOME] []
x
in recipe
[exit 0]
EXPECT
