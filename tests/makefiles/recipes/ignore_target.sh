# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.IGNORE: a
all: a b
a: ; false
b: ; false
END
run

: <<'EXPECT'
$ make
false
false
2> make: [Makefile:3: a] Error 1 (ignored)
2> make: *** [Makefile:4: b] Error 1
[exit 2]
EXPECT
