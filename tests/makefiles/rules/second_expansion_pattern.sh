# SPDX-License-Identifier: Apache-2.0
mkdir d; old d/a.x
makefile <<'END'
.SECONDEXPANSION:
all: d/a.y
%.y: $$(@D)/$$(*F).x | $$(@D) ; @echo $@ $^ $|
END
run

: <<'EXPECT'
$ make
d/a.y d/a.x d
[exit 0]
EXPECT
