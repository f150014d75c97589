# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# .NOTINTERMEDIATE keeps files in between, all or those of patterns.
makefile <<'END'
all: a.out
%.out: %.mid ; cp $< $@
%.mid: %.src ; cp $< $@
.NOTINTERMEDIATE: %.mid
END
old a.src
run
tree
makefile <<'END'
all: b.out
%.out: %.mid ; cp $< $@
%.mid: %.src ; cp $< $@
.NOTINTERMEDIATE:
END
old b.src
run
tree

: <<'EXPECT'
$ make
cp a.src a.mid
cp a.mid a.out
[exit 0]
Makefile
a.mid
a.out
a.src
$ make
cp b.src b.mid
cp b.mid b.out
[exit 0]
Makefile
a.mid
a.out
a.src
b.mid
b.out
b.src
EXPECT
