# SPDX-License-Identifier: Apache-2.0
# With several jobs each line is printed when its command starts.
makefile <<'END'
all: a
a: b ; echo a
b: c ; echo b
c: ; echo c
END
run -j3

: <<'EXPECT'
$ make -j3
echo c
c
echo b
b
echo a
a
[exit 0]
EXPECT
