# SPDX-License-Identifier: Apache-2.0
# The Makefile itself as a target.
makefile <<'END'
all: ; @echo all
Makefile: Makefile.in ; @echo remaking; cp Makefile.in Makefile
END
cp Makefile Makefile.in
old Makefile
run
run Makefile
run -n -W Makefile.in Makefile

: <<'EXPECT'
$ make
remaking
all
[exit 0]
$ make Makefile
make: 'Makefile' is up to date.
[exit 0]
$ make -n -W Makefile.in Makefile
echo remaking; cp Makefile.in Makefile
make: 'Makefile' is up to date.
[exit 0]
EXPECT
