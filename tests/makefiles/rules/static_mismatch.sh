# SPDX-License-Identifier: Apache-2.0
# What does not match has the recipe, and none of the prerequisites.
makefile <<'END'
x.c y.a: %.a: %.b z ; @echo $@ / $^ / $* / $<
x.c: q
w.c v.c: %.d: %.e
q y.b z v.b:;@echo $@
all: v.c ; @echo all
twice.c: %.a: %.b ; @echo old
twice.c: ; @echo new
END
run x.c y.a
run all twice.c
: <<'EXPECT'
$ make x.c y.a
q
x.c / q / x.c / q
y.b
z
y.a / y.b z / y / y.b
2> Makefile:1: target 'x.c' doesn't match the target pattern
2> Makefile:3: target 'w.c' doesn't match the target pattern
2> Makefile:3: target 'v.c' doesn't match the target pattern
2> Makefile:6: target 'twice.c' doesn't match the target pattern
2> Makefile:7: warning: overriding recipe for target 'twice.c'
2> Makefile:6: warning: ignoring old recipe for target 'twice.c'
[exit 0]
$ make all twice.c
all
new
2> Makefile:1: target 'x.c' doesn't match the target pattern
2> Makefile:3: target 'w.c' doesn't match the target pattern
2> Makefile:3: target 'v.c' doesn't match the target pattern
2> Makefile:6: target 'twice.c' doesn't match the target pattern
2> Makefile:7: warning: overriding recipe for target 'twice.c'
2> Makefile:6: warning: ignoring old recipe for target 'twice.c'
[exit 0]
EXPECT
