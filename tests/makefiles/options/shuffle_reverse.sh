# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# --shuffle=reverse turns the order around; what recipes see stays.
makefile <<'END'
all: a b c
	@echo $@: $^, $<, $?
a b c: ; @echo $@
waits: a .WAIT b c
	@echo $@ $^
flags: ; @echo "$(MAKEFLAGS)"; false
END
run --shuffle=reverse
run --shuffle=reverse all c waits
run --shuffle=reverse waits
run --shuffle=none
run --shuffle=identity c b
run --shuffle=reverse flags
run --shuffle=bogus

: <<'EXPECT'
$ make --shuffle=reverse
c
b
a
all: a b c, a, a b c
[exit 0]
$ make --shuffle=reverse all c waits
a
b
c
waits a b c
make: 'c' is up to date.
all: a b c, a, a b c
[exit 0]
$ make --shuffle=reverse waits
a
b
c
waits a b c
[exit 0]
$ make --shuffle=none
a
b
c
all: a b c, a, a b c
[exit 0]
$ make --shuffle=identity c b
c
b
[exit 0]
$ make --shuffle=reverse flags
 --shuffle=reverse
2> make: *** [Makefile:6: flags] Error 1 shuffle=reverse
[exit 2]
$ make --shuffle=bogus
2> make: *** invalid shuffle mode: Invalid value: 'bogus'.  Stop.
[exit 2]
EXPECT
