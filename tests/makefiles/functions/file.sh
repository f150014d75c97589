# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(file >out,one)
$(file >>out,two)
$(file >empty)
$(info [$(file <out)] [$(file <none)])
all: ; @cat out
END
run
show out empty

: <<'EXPECT'
$ make
[one
two] []
one
two
[exit 0]
--- out
one
two
--- empty
EXPECT
