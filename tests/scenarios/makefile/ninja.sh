# SPDX-License-Identifier: Apache-2.0
# `-t ninja` writes what a Makefile makes as a manifest for any ninja; recipes
# that are more than commands are left out, with a comment.
# xb-only: make has no tools
cat >Makefile <<'END'
VERSION := $(shell cat VERSION)
export MODE = it's on
all: prog list docs
prog: main.o part.o | out
	@echo LINK $@
	-false
	cat $^ >$@ # not a comment of a Makefile
%.o: %.c common.h
	sed 's/V/$(VERSION)/; s/$$/./' $< \
	  >$@
list: $(wildcard *.c) | out ; cd out && echo $^ "$$MODE" >../$@
out: ; mkdir $@
a.gen b.gen &: main.c ; cp $< a.gen; cp $< b.gen
docs: a.gen b.gen
FORCE:
always: FORCE ; echo always
dated: ; echo $(shell date) >$@
below: ; $(MAKE) -C below
double:: ; echo 1
quoted: ; echo 'one \
  two' >$@
silent: ; @:
clean: ; rm -rf out
.PHONY: all clean docs
other.x: SHELL = /bin/bash
other.x: ; echo $$0 >$@
odd\ name$$: main.c ; cp $< '$@'
END
echo 7 >VERSION
echo 'V main' >main.c
echo 'V part' >part.c
touch common.h
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
try -t ninja
try -t ninja clean always dated below double quoted silent other.x 'odd name$' VERSION=1
try -t ninja missing
try -t ninja -x
xb -t ninja -o build.ninja all other.x 'odd name$'
ninja 2>&1 | sed 's/^\[[0-9/]*\] //' | sort
show prog list other.x 'odd name$'
ninja
rm part.o
ninja prog | sed 's/^\[[0-9/]*\] //'

: <<'EXPECT'
$ xb -t ninja
# What `Makefile` makes, written by `xb -t ninja`.
ninja_required_version = 1.5

rule recipe
  command = $cmd
  description = $out

build main.o: recipe main.c common.h
  cmd = export MODE='it'\''s on'; sed 's/V/7/; s/$$/./' main.c   >main.o

build part.o: recipe part.c common.h
  cmd = export MODE='it'\''s on'; sed 's/V/7/; s/$$/./' part.c   >part.o

build out: recipe
  cmd = export MODE='it'\''s on'; mkdir out

build prog: recipe main.o part.o || out
  cmd = export MODE='it'\''s on'; /bin/sh -c 'echo LINK prog' && { /bin/sh -c false || :; } && /bin/sh -c 'cat main.o part.o >prog # not a comment of a Makefile'

build list: recipe main.c part.c || out
  cmd = export MODE='it'\''s on'; cd out && echo main.c part.c "$$MODE" >../list

build a.gen b.gen: recipe main.c
  cmd = export MODE='it'\''s on'; cp main.c a.gen; cp main.c b.gen

build all: phony prog list docs

build docs: phony a.gen b.gen

default all
[exit 0]
$ xb -t ninja clean always dated below double quoted silent other.x odd name$ VERSION=1
# What `Makefile` makes, written by `xb -t ninja`.
ninja_required_version = 1.5

rule recipe
  command = $cmd
  description = $out

build clean: recipe
  cmd = export MODE='it'\''s on' VERSION=1; rm -rf out

build always: recipe FORCE
  cmd = export MODE='it'\''s on' VERSION=1; echo always

# left out: dated, its recipe asks $(shell) or does something else while it is expanded

# left out: below, its recipe runs make

# left out: double, it has several recipes (::)

# left out: quoted, its command has a line break

build silent: recipe
  cmd = export MODE='it'\''s on' VERSION=1; :

build other.x: recipe
  cmd = export MODE='it'\''s on' VERSION=1; /bin/bash -c 'echo $$0 >other.x'

build odd$ name$$: recipe main.c
  cmd = export MODE='it'\''s on' VERSION=1; cp main.c 'odd name$$'

build FORCE: phony

default clean always dated below double quoted silent other.x odd$ name$$
[exit 0]
$ xb -t ninja missing
xb: *** No rule to make target 'missing'.  Stop.
[exit 2]
$ xb -t ninja -x
ninja: invalid option -- 'x'
usage: xb -t ninja [-o FILE] [NAME=VALUE...] [TARGET...]
[exit 1]
'odd name$'
LINK prog
a.gen b.gen
list
main.o
other.x
out
part.o
prog
--- prog
7 main.
7 part.
--- list
main.c part.c it's on
--- other.x
/bin/bash
--- odd name$
V main
ninja: no work to do.
part.o
prog
LINK prog
EXPECT
