# SPDX-License-Identifier: Apache-2.0
mkdir d; old d/foo.x
makefile <<'END'
all: d/foo.y
p%.y: %.x ; @echo no
f%.y: f%.x ; @echo $@ $< $* $(@D) $(@F) $(*D) $(*F) $(<D) $(<F)
END
run

: <<'EXPECT'
$ make
d/foo.y d/foo.x d/oo d foo.y d oo d foo.x
[exit 0]
EXPECT
