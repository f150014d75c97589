# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a b ; @$(MAKE) -f in.mk --no-print-directory
a b: ; @echo $@
END
echo 'all: c d ; @echo in
c d: ; @echo $@' >in.mk
run_sorted -j2

: <<'EXPECT'
$ make -j2
a
b
c
d
in
[exit 0]
EXPECT
