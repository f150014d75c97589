# SPDX-License-Identifier: Apache-2.0
old a b c
makefile <<'END'
x: a b a | c ; @echo '$@ $< $^ $+ $? $| $*'; touch x
END
run
stamp 1000 x; touch b
run

: <<'EXPECT'
$ make
x a a b a b a a b c\s
[exit 0]
$ make
x a a b a b a a b c\s
[exit 0]
EXPECT
