# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	@echo a\
	b \
	  c
	@echo "x\
	y"
	@echo 'x\
	y'
	@echo $(subst a,b,a \
	   a)
END
run

: <<'EXPECT'
$ make
ab c
xy
x\
y
b b
[exit 0]
EXPECT
