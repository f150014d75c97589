# SPDX-License-Identifier: Apache-2.0
old b
makefile <<'END'
a: b ; @echo a; touch a
END
run
run
run -B

: <<'EXPECT'
$ make
a
[exit 0]
$ make
make: 'a' is up to date.
[exit 0]
$ make -B
a
[exit 0]
EXPECT
