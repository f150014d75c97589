# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = 1
override B = 2
$(info $(origin A) $(origin B) $(origin C) $(origin D) $(origin CC) $(origin Z) $(origin HOME) $(origin MAKE))
all: ; @echo $(origin @)
END
run C=1
D=1 make -e D=2 >/dev/null
D=1 run -e

: <<'EXPECT'
$ make C=1
file override command line undefined default undefined environment default
automatic
[exit 0]
$ make -e
file override undefined environment default undefined environment default
automatic
[exit 0]
EXPECT
