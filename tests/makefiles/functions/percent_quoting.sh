# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(patsubst \%.c,x,%.c a.c) $(patsubst the\%weird\\%pattern\\,[%],theXweird the%weird\Ypattern\\) $(filter a\%b,a%b axb))
all: ;
END
run

: <<'EXPECT'
$ make
x a.c theXweird [Y] a%b
make: 'all' is up to date.
[exit 0]
EXPECT
