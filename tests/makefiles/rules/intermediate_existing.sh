# SPDX-License-Identifier: Apache-2.0
# What is there before anything ran is no file in between: it is made in its
# turn, and stays.
makefile <<'END'
all: p.b last
	@echo $@ $?
p.b: s.b ; @echo $@; touch $@
last: ; @echo $@
s.b: ; @echo $@; touch $@
late: side t.b
	@echo $@
side: ; @echo $@; touch t.b
t.b: s.b ; @echo $@; touch $@
.INTERMEDIATE: p.b t.b
.SECONDARY: u.b
secondary: u.b last
u.b: s.b ; @echo $@; touch $@
END
run
rm -f s.b
old p.b
run
old p.b
run -n
rm -f s.b
run late
rm -f s.b
old u.b
run secondary
tree
: <<'EXPECT'
$ make
s.b
last
p.b
all p.b last
rm p.b
[exit 0]
$ make
s.b
p.b
last
all p.b last
[exit 0]
$ make -n
echo p.b; touch p.b
echo last
echo all p.b last
[exit 0]
$ make late
side
s.b
t.b
late
[exit 0]
$ make secondary
s.b
u.b
last
[exit 0]
Makefile
p.b
s.b
t.b
u.b
EXPECT
