# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a: ; @echo one
a:: ; @echo two
END
run

: <<'EXPECT'
$ make
2> Makefile:2: *** target file 'a' has both : and :: entries.  Stop.
[exit 2]
EXPECT
