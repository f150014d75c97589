# SPDX-License-Identifier: Apache-2.0
# A later rule with the same patterns takes the place of the earlier one; one
# without a recipe takes it away.
makefile <<'END'
all: a.x b.z
%.x: %.y ; @echo first
%.x: %.y ; @echo second
%.z: %.y ; @echo gone
%.z: %.y
%.z: ; @echo last for $@
%.y: ; @:
END
old a.y b.y
run

: <<'EXPECT'
$ make
second
last for b.z
yacc  all.y\s
2> make: yacc: No such file or directory
2> make: *** [<builtin>: all.c] Error 127
[exit 2]
EXPECT
