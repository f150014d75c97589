# SPDX-License-Identifier: Apache-2.0
# A file in between of a step that fails.
makefile <<'END'
all: a.out
%.out: %.mid ; cat $< >$@; false
%.mid: %.src ; cp $< $@
END
old a.src
run
tree

: <<'EXPECT'
$ make
cp a.src a.mid
cat a.mid >a.out; false
rm a.mid
2> make: *** [Makefile:2: a.out] Error 1
[exit 2]
Makefile
a.out
a.src
EXPECT
