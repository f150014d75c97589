# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
all: r.a s.a
%.a %.b: %.c
	@echo $@; touch $@
%.x %.z: %.c ; @echo $@; touch $@; exit 1
%.p %.q: %.c ; @echo $@
g.a g.b &: ; @echo $@; touch g.a
END
old r.c s.c t.c s.b
run
run -n t.a
run t.x
run t.p
run -t t.b
run g.b
: <<'EXPECT'
$ make
r.a
s.a
2> Makefile:3: warning: pattern recipe did not update peer target 'r.b'.
[exit 0]
$ make -n t.a
echo t.a; touch t.a
[exit 0]
$ make t.x
t.x
2> make: *** [Makefile:4: t.x] Error 1
2> Makefile:4: warning: pattern recipe did not update peer target 't.z'.
[exit 2]
$ make t.p
t.p
[exit 0]
$ make -t t.b
touch t.b
[exit 0]
$ make g.b
g.b
[exit 0]
EXPECT
