# SPDX-License-Identifier: Apache-2.0
mkdir sub
printf 'a b: ; @echo sub $@ $(MAKECMDGOALS)\n' >sub/Makefile
makefile <<'END'
.DEFAULT: ; @cd sub && $(MAKE) --no-print-directory $@
END
run a
run a b

: <<'EXPECT'
$ make a
sub a a
[exit 0]
$ make a b
sub a a
sub b b
[exit 0]
EXPECT
