# SPDX-License-Identifier: Apache-2.0
old a.c b.c
makefile <<'END'
objs = a.o b.o
all: $(objs)
$(objs): %.o: %.c
	@echo $< '->' $@ stem $*; touch $@
x.o y.p: %.o: %.c ; @echo
END
run
run

: <<'EXPECT'
$ make
a.c -> a.o stem a
b.c -> b.o stem b
2> Makefile:5: target 'y.p' doesn't match the target pattern
[exit 0]
$ make
make: Nothing to be done for 'all'.
2> Makefile:5: target 'y.p' doesn't match the target pattern
[exit 0]
EXPECT
