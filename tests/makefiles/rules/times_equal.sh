# SPDX-License-Identifier: Apache-2.0
# Equal times are up to date; a prerequisite that does not exist is not.
makefile <<'END'
all: a b
a: src ; @echo a; touch a
b: missing ; @echo b; touch b
missing: ; @:
END
stamp 1000000000 a src
run
run

: <<'EXPECT'
$ make
b
[exit 0]
$ make
b
[exit 0]
EXPECT
