# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a a: ; @echo $@
END
run

: <<'EXPECT'
$ make
a
2> Makefile:1: target 'a' given more than once in the same rule
[exit 0]
EXPECT
