# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
# one
$(error bad: $(CURDIR))
END
run

: <<'EXPECT'
$ make
2> Makefile:2: *** bad: $DIR.  Stop.
[exit 2]
EXPECT
