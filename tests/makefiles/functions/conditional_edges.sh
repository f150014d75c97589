# SPDX-License-Identifier: Apache-2.0
# What is not needed is not expanded.
makefile <<'END'
say = $(info $1)$2
all:
	@echo '[$(if $(call say,cond,x),$(call say,then,y),$(call say,else,z))]'
	@echo '[$(if ,a)] [$(if  ,a,b)] [$(if $(empty) ,a,b)]'
	@echo '[$(or ,$(call say,or2,b),$(call say,or3,c))] [$(and a,,$(call say,and3,c))]'
	@echo '[$(or )] [$(and a,b)] [$(or ,)]'
END
run

: <<'EXPECT'
$ make
cond
then
or2
[y]
[] [b] [b]
[b] []
[] [b] []
[exit 0]
EXPECT
