# SPDX-License-Identifier: Apache-2.0
# A `::` rule that had to wait for the one in front of it runs, too.
makefile <<'END'
all: fin go
fin:: three
	cp three fin
fin:: V
	cat V >>fin
three: x
	while [ ! -e go ]; do :; done; cp x three
go:
	touch go
END
echo x >x
echo V >V
old V x
run -j2
show fin
run -j2

: <<'EXPECT'
$ make -j2
while [ ! -e go ]; do :; done; cp x three
touch go
cp three fin
cat V >>fin
[exit 0]
--- fin
x
V
$ make -j2
make: Nothing to be done for 'all'.
[exit 0]
EXPECT
