# SPDX-License-Identifier: Apache-2.0
# A rule may name its own target; that is told, and dropped.
makefile <<'END'
%.b: %.b ; @echo $@
all: w.b z.b;
z.b:
END
run s.b
run all
touch t.b
run t.b

: <<'EXPECT'
$ make s.b
s.b
2> make: Circular s.b <- s.b dependency dropped.
[exit 0]
$ make all
w.b
z.b
2> make: Circular w.b <- w.b dependency dropped.
2> make: Circular z.b <- z.b dependency dropped.
[exit 0]
$ make t.b
make: 't.b' is up to date.
2> make: Circular t.b <- t.b dependency dropped.
[exit 0]
EXPECT
