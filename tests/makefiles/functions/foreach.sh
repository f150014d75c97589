# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
n = keep
$(info $(foreach n,a b c,[$(n)]) $(n) $(foreach x,,y)|$(foreach v,1 2,$(foreach w,3 4,$v$w)))
all: ;
END
run

: <<'EXPECT'
$ make
[a] [b] [c] keep |13 14 23 24
make: 'all' is up to date.
[exit 0]
EXPECT
