# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# .WAIT keeps what stands before it from what stands behind, under -j too.
makefile <<'END'
all: a b .WAIT c .WAIT d ; @echo all [$^]
a b c d: ; @echo $@ >>log
END
run -j4
sort log | head -n 2
tail -n 2 log

: <<'EXPECT'
$ make -j4
all [a b c d]
[exit 0]
a
b
c
d
EXPECT
