# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
$(info $(let a b c,1 2 3 4,[$a|$b|$c]) $(let x,1 2,$x) $(let x y,1,[$x|$y]))
all: ;
END
run

: <<'EXPECT'
$ make
[1|2|3 4] 1 2 [1|]
make: 'all' is up to date.
[exit 0]
EXPECT
