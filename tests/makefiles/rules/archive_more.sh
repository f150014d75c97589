# SPDX-License-Identifier: Apache-2.0
# Members of archives: several, by pattern, with $% and their times.
makefile <<'END'
lib.a: lib.a(a.x b.x) ; @echo $@ [$?]
.SECONDARY:
(%): % ; @echo 'add $% to $@'; ar rcU $@ $% 2>/dev/null || ar rc $@ $%
%.x: ; @echo x >$@
END
run
run 'lib.a(a.x)'

: <<'EXPECT'
$ make
add a.x to lib.a
add b.x to lib.a
lib.a [a.x b.x]
[exit 0]
$ make lib.a(a.x)
make: 'lib.a(a.x)' is up to date.
[exit 0]
EXPECT
