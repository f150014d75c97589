# SPDX-License-Identifier: Apache-2.0
# Several backslashes at the end of a line.
makefile <<'END'
A = one\\
B = two \\\
  three
all:
	@echo '[$(A)] [$(B)]'
	@echo 'a\
	b'
	@echo "a\\
END
printf '%s\n' '	c"' >>Makefile
run

: <<'EXPECT'
$ make
[one\\] [two \ three]
a\
b
2> /bin/sh: 1: Syntax error: Unterminated quoted string
2> make: *** [Makefile:7: all] Error 2
[exit 2]
EXPECT
