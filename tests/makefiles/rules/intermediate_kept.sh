# SPDX-License-Identifier: Apache-2.0
# What keeps a file in between: being named, .SECONDARY, .PRECIOUS.
makefile <<'END'
all: a.out b.out c.out d.out
%.out: %.mid ; cp $< $@
%.mid: %.src ; cp $< $@
.SECONDARY: b.mid
.PRECIOUS: c.mid
named: d.mid
END
old a.src b.src c.src d.src
run -s
tree

: <<'EXPECT'
$ make -s
[exit 0]
Makefile
a.out
a.src
b.mid
b.out
b.src
c.mid
c.out
c.src
d.mid
d.out
d.src
EXPECT
