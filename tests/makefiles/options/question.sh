# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a: b ; touch a
c: ; @:
END
old b
run -q
run
run -q
run -q a

: <<'EXPECT'
$ make -q
[exit 1]
$ make
touch a
[exit 0]
$ make -q
[exit 0]
$ make -q a
[exit 0]
EXPECT
