# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b c ; @echo all
a b c: ; @echo $@
END
run_sorted -j3

: <<'EXPECT'
$ make -j3
a
all
b
c
[exit 0]
EXPECT
