# SPDX-License-Identifier: Apache-2.0
# -k goes on in makes below, and the status comes up.
makefile <<'END'
all: sub after
sub: ; @$(MAKE) --no-print-directory -f sub.mk
after: ; @echo after
END
makefile sub.mk <<'END'
all: bad good
bad: ; @false
good: ; @echo good
END
run -k
run

: <<'EXPECT'
$ make -k
good
after
2> make[1]: *** [sub.mk:2: bad] Error 1
2> make[1]: Target 'all' not remade because of errors.
2> make: *** [Makefile:2: sub] Error 2
2> make: Target 'all' not remade because of errors.
[exit 2]
$ make
2> make[1]: *** [sub.mk:2: bad] Error 1
2> make: *** [Makefile:2: sub] Error 2
[exit 2]
EXPECT
