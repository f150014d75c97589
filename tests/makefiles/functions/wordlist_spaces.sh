# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
all: ; @echo $(wordlist 1 ,  -1 ,a b)
first: ; @echo $(wordlist  -3 ,2,a b)
END
run
run first

: <<'EXPECT'
$ make
2> Makefile:1: *** invalid second argument to 'wordlist' function: '-1'.  Stop.
[exit 2]
$ make first
2> Makefile:2: *** invalid first argument to 'wordlist' function: '-3'.  Stop.
[exit 2]
EXPECT
