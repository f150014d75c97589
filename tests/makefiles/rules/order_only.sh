# SPDX-License-Identifier: Apache-2.0
mkdir d
makefile <<'END'
a: b | d c
	echo "$^ | $| | $<"; touch a
c: ; touch c
END
old b
run
stamp 1000 a; touch d
run

: <<'EXPECT'
$ make
touch c
echo "b | d c | b"; touch a
b | d c | b
[exit 0]
$ make
echo "b | d c | b"; touch a
b | d c | b
[exit 0]
EXPECT
