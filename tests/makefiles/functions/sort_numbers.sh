# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# Integers of any size.
makefile <<'END'
all:
	@echo '$(intcmp 1,2,lt,eq,gt) $(intcmp 2,2,lt,eq,gt) $(intcmp 3,2,lt,eq,gt)'
	@echo '[$(intcmp 2,2)] [$(intcmp 1,2)] [$(intcmp -5,-05)] [$(intcmp 3,2,lt,ge)]'
	@echo '$(intcmp 99999999999999999999999,1,lt,eq,gt) $(intcmp +1,1,lt,eq,gt)'
bad: ; @echo $(intcmp a,1)
END
run
run bad

: <<'EXPECT'
$ make
lt eq gt
[2] [] [-5] [ge]
gt eq
[exit 0]
$ make bad
2> Makefile:5: *** non-numeric first argument to 'intcmp' function: 'a'.  Stop.
[exit 2]
EXPECT
