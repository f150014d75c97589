# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(dir src/foo.c hacks /x a/b/) $(notdir src/foo.c hacks a/b/))
$(info $(suffix src/foo.c src-1.0/bar.c hacks .x) $(basename src/foo.c src-1.0/bar hacks a.b.c))
$(info $(addsuffix .c,foo bar) $(addprefix src/,foo bar) $(join a b c,1 2) $(join a,1 2))
$(info $(abspath /a/./b/../c //x/y/ a/b/..) $(abspath .))
all: ;
END
run

: <<'EXPECT'
$ make
src/ ./ / a/b/ foo.c hacks\s
.c .c .x src/foo src-1.0/bar hacks a.b
foo.c bar.c src/foo src/bar a1 b2 c a1 2
/a/c /x/y $DIR/a $DIR
make: 'all' is up to date.
[exit 0]
EXPECT
