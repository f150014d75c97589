# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	echo 'a  b' "c  d" e\ f
	echo a=b
	printf '%s\n' x
	true
	:
	@:
END
run

: <<'EXPECT'
$ make
echo 'a  b' "c  d" e\ f
a  b c  d e f
echo a=b
a=b
printf '%s\n' x
x
true
:
[exit 0]
EXPECT
