# SPDX-License-Identifier: Apache-2.0
# The variable of foreach is its own, and hides what had the name.
makefile <<'END'
v = outer
all:
	@echo '[$(foreach v,a b,<$(v)>)] [$(v)]'
	@echo '[$(foreach a,1 2,$(foreach b,x y,$(a)$(b)))]'
	@echo '[$(foreach $(n),1 2,$(dyn))] [$(foreach v,,x)]'
n = dyn
END
run

: <<'EXPECT'
$ make
[<a> <b>] [outer]
[1x 1y 2x 2y]
[1 2] []
[exit 0]
EXPECT
