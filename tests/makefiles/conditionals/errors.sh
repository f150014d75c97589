# SPDX-License-Identifier: Apache-2.0
for text in 'endif' 'else' 'ifdef' 'ifeq' 'ifeq (a' 'ifeq a b' 'ifdef A
else
else
endif' 'ifdef A'; do
  echo "$text" >Makefile
  run
done

: <<'EXPECT'
$ make
2> Makefile:1: *** extraneous 'endif'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** extraneous 'else'.  Stop.
[exit 2]
$ make
2> Makefile:2: *** missing 'endif'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid syntax in conditional.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid syntax in conditional.  Stop.
[exit 2]
$ make
2> Makefile:1: *** invalid syntax in conditional.  Stop.
[exit 2]
$ make
2> Makefile:3: *** only one 'else' per conditional.  Stop.
[exit 2]
$ make
2> Makefile:2: *** missing 'endif'.  Stop.
[exit 2]
EXPECT
