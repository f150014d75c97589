# SPDX-License-Identifier: Apache-2.0
old b
makefile <<'END'
a: b ; echo never
.PHONY: p
p: ; echo never
END
run -t
run -t p
tree

: <<'EXPECT'
$ make -t
touch a
[exit 0]
$ make -t p
make: Nothing to be done for 'p'.
[exit 0]
Makefile
a
b
EXPECT
