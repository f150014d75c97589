# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a: b ; @echo a
b: a ; @echo b
END
run

: <<'EXPECT'
$ make
b
a
2> make: Circular b <- a dependency dropped.
[exit 0]
EXPECT
