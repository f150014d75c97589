# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
for call in 'word x,a' 'word 0,a' 'word ,a' 'wordlist 0,1,a' 'wordlist a,1,b' 'wordlist 1,-1,b' 'word 99999999999999999999,a'; do
  echo "\$(info \$($call))
all: ;" >Makefile
  run
done

: <<'EXPECT'
$ make
2> Makefile:1: *** invalid first argument to 'word' function: 'x'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** first argument to 'word' function must be greater than 0.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid first argument to 'word' function: empty value.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid first argument to 'wordlist' function: '0'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid first argument to 'wordlist' function: 'a'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid second argument to 'wordlist' function: '-1'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid first argument to 'word' function: '99999999999999999999' out of range.  Stop.
[exit 2]
EXPECT
