# SPDX-License-Identifier: Apache-2.0
stamp 1000 a; stamp 2000 b; stamp 3000 c
makefile <<'END'
all: a ; @echo all
a: b ; @echo a
x: c ; @echo x
END
run -o b a
touch a x
run -W c x

: <<'EXPECT'
$ make -o b a
make: 'a' is up to date.
[exit 0]
$ make -W c x
x
[exit 0]
EXPECT
