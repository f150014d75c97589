# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	@echo a; echo b
	@echo $$((1+2))
	@for i in 1 2; do echo $$i; done
	@test -d . && echo yes
	@cd / && pwd
	@x=1; echo $$x
	@echo * | wc -w
END
run

: <<'EXPECT'
$ make
a
b
3
1
2
yes
/
1
1
[exit 0]
EXPECT
