# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a b c: ; @echo $@
END
run c a b
run a a

: <<'EXPECT'
$ make c a b
c
a
b
[exit 0]
$ make a a
a
make: 'a' is up to date.
[exit 0]
EXPECT
