# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info [a$ b$	c])
all:;@:
END
run --warn-undefined-variables

: <<'EXPECT'
$ make --warn-undefined-variables
[abc]
2> Makefile:1: warning: undefined variable ' '
2> Makefile:1: warning: undefined variable '	'
[exit 0]
EXPECT
