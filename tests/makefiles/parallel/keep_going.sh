# SPDX-License-Identifier: Apache-2.0
# -k with several jobs.
makefile <<'END'
all: a b c
a: ; @false
b: a ; @echo never
c: ; @echo c >c.log
END
run -j3 -k 2>&1 | grep -v '^2> make: \*\*\* Waiting'
show c.log

: <<'EXPECT'
$ make -j3 -k
2> make: *** [Makefile:2: a] Error 1
2> make: Target 'all' not remade because of errors.
[exit 2]
--- c.log
c
EXPECT
