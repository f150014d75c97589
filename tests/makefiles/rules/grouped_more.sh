# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# Grouped targets: one run makes all, and any that is missing starts it.
makefile <<'END'
all: a b c
a b &: src ; @echo making both because of $@: $?; touch a b
c: b ; @echo c; touch c
pat: x.one
%.one %.two: %.src ; @echo $@ and the other; touch $*.one $*.two
END
old src x.src
run
run
rm b
run
run pat
rm x.two
run pat

: <<'EXPECT'
$ make
making both because of a: src
c
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
making both because of a: src
c
[exit 0]
$ make pat
x.one and the other
[exit 0]
$ make pat
make: Nothing to be done for 'pat'.
[exit 0]
EXPECT
