# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b
	echo all $^
a b:
	echo $@ > $@
END
run
run
rm a
run

: <<'EXPECT'
$ make
echo a > a
echo b > b
echo all a b
all a b
[exit 0]
$ make
echo all a b
all a b
[exit 0]
$ make
echo a > a
echo all a b
all a b
[exit 0]
EXPECT
