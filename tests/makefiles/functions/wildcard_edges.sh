# SPDX-License-Identifier: Apache-2.0
# $(wildcard): order, several patterns, directories, what is not there.
makefile <<'END'
all:
	@echo '$(wildcard *.c)' '[$(wildcard *.x)]' '$(wildcard z.c a.c missing)'
	@echo '$(wildcard d/*)' '$(wildcard */)' '$(wildcard [ab].c)' '$(wildcard ?.c)'
	@echo '$(wildcard d/../*.c)' '$(wildcard ./a*)'
END
touch b.c a.c z.c
mkdir d
touch d/2 d/1 d/.hidden
run

: <<'EXPECT'
$ make
a.c b.c z.c [] z.c a.c
d/1 d/2 d/ a.c b.c a.c b.c z.c
d/../a.c d/../b.c d/../z.c ./a.c
[exit 0]
EXPECT
