# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# What $(shell) runs for a target gets what the target exports.
makefile <<'END'
.SECONDEXPANSION:
export B = b
export E = $(shell echo e$$A)
all: t p1 q
t: export A = $@-a
t: B = tb
t: X := $(shell echo x$$A$$B)
t: u w$$(shell echo $$$$A) ; @echo $@ $(shell echo $$A $$B) $X $E
u: ; @echo $@ $(shell echo $$A $$B)
w%: ; @echo $@ $(shell echo $$A $$B)
p%: export A = p
p1: V = $(shell echo $$A v)
p1: ; @echo $V $(shell echo $$A $$B)
f = $(shell echo $$A $1)
q: export A = 1
q: ; @echo $(foreach A,2,$(shell echo $$A)) $(call f,3)
END
run
makefile <<'END'
export A = $(shell echo x$$A)
t: export A = $(shell echo y$$A)
t: ; @echo $A $(shell echo $$A) $$A
END
A=given run

: <<'EXPECT'
$ make
u u-a tb
wt-a wt-a-a tb
t t-a tb x-atb et-a
p v p b
2 1 3
[exit 0]
$ make
ygiven ygiven ygiven
[exit 0]
EXPECT
