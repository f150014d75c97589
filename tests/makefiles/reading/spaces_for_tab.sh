# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
        echo x
END
run

: <<'EXPECT'
$ make
2> Makefile:2: *** missing separator (did you mean TAB instead of 8 spaces?).  Stop.
[exit 2]
EXPECT
