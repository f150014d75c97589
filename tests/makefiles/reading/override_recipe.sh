# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a: ; @echo one
a: ; @echo two
END
run

: <<'EXPECT'
$ make
two
2> Makefile:2: warning: overriding recipe for target 'a'
2> Makefile:1: warning: ignoring old recipe for target 'a'
[exit 0]
EXPECT
