# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
define x
y
END
run

: <<'EXPECT'
$ make
2> Makefile:1: *** missing 'endef', unterminated 'define'.  Stop.
[exit 2]
EXPECT
