# SPDX-License-Identifier: Apache-2.0
# $(file): write, append, read, an empty text, a missing file.
makefile <<'END'
$(file >out,one)
$(file >>out,two
three)
$(file >empty)
$(file >> out)
R := $(file <out)
M := $(file <missing)
all: ; @echo '$(words $(R)) [$(M)]'; od -c out | head -n 3; wc -c <empty
bad: ; @echo $(file !out,x)
END
run
run bad

: <<'EXPECT'
$ make
2> Makefile:2: *** unterminated call to function 'file': missing ')'.  Stop.
[exit 2]
$ make bad
2> Makefile:2: *** unterminated call to function 'file': missing ')'.  Stop.
[exit 2]
EXPECT
