# SPDX-License-Identifier: Apache-2.0
# `xb --trace-make` tells of each recipe why it runs, and where what it consists
# of comes from.
# xb-only: these are no words of make
cat >Makefile <<'END'
OPT = -f
FLAGS = $(OPT) $(MORE) # a comment
all: prog note
include inc.mk
-include gone.mk
prog: main.o part.o | dir
	@cat $^ $(shell echo main.o) >$@
%.o: %.c
	@$(TOOL) $(FLAGS) $< $@
note: FLAGS += own
note: FORCE ; @echo $(FLAGS) $(HOME_OF_NOBODY) >$@
FORCE:
dir: ; @mkdir $@
built.o: built.c
many: 1 2 3 4 5 ; @touch $@
1 2 3 4 5: ; @touch $@
always:: ; @:
define LONG
: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
: ccccccccccccccccccccccccccccccccccc
endef
long: ; @$(LONG)
below: ; @$(MAKE) -s -C sub
.PHONY: below
END
echo 'TOOL := cp' >inc.mk
mkdir sub
echo 'it: ; @touch $@' >sub/Makefile
echo a >main.c
echo b >part.c
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 --trace-make "$@" 2>&1 | sed "s|[^ ]*/bin/xb|xb|"
}
export FLAGS_OF=-f
try FLAGS='-p $(FLAGS_OF)'
rm note
settle
touch part.c
try prog
try prog
try many
touch -d @1000000000 many
try many
try always long
try below
XB_TRACE_MAKE=1 xb make -B 1
rm prog
xb -j1 --trace-make -v prog

: <<'EXPECT'
$ xb FLAGS=-p $(FLAGS_OF)
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
main.o is made because it is not there
    recipe: Makefile:9, the stem is main
    needs: main.c
    TOOL = cp  (inc.mk:1)
    FLAGS = -p $(FLAGS_OF)  (from the command line)
    FLAGS_OF = -f  (from the environment)
[1] main.o
part.o is made because it is not there
    recipe: Makefile:9, the stem is part
    needs: part.c
    TOOL = cp  (inc.mk:1)
    FLAGS = -p $(FLAGS_OF)  (from the command line)
    FLAGS_OF = -f  (from the environment)
[2] part.o
dir is made because it is not there
    recipe: Makefile:13
[3] dir
prog is made because it is not there
    recipe: Makefile:7
    needs: main.o part.o
    after: dir
[4] prog
note is made because it is not there
    recipe: Makefile:11
    needs: FORCE
    FLAGS = -p $(FLAGS_OF)  (from the command line)
    FLAGS_OF = -f  (from the environment)
    HOME_OF_NOBODY is not set
[5] note
$ xb prog
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
main.o is made because its command is another one
    recipe: Makefile:9, the stem is main
    needs: main.c
    TOOL = cp  (inc.mk:1)
    FLAGS = $(OPT) $(MORE)   (Makefile:2)
    OPT = -f  (Makefile:1)
    MORE is not set
[1] main.o
part.o is made because part.c is newer
    recipe: Makefile:9, the stem is part
    needs: part.c
    TOOL = cp  (inc.mk:1)
    FLAGS = $(OPT) $(MORE)   (Makefile:2)
    OPT = -f  (Makefile:1)
    MORE is not set
[2] part.o
prog is made because main.o was just made, part.o was just made
    recipe: Makefile:7
    needs: main.o part.o
    after: dir
[3] prog
$ xb prog
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
xb: no work to do.
$ xb many
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
1 is made because it is not there
    recipe: Makefile:16
[1] 1
2 is made because it is not there
    recipe: Makefile:16
[2] 2
3 is made because it is not there
    recipe: Makefile:16
[3] 3
4 is made because it is not there
    recipe: Makefile:16
[4] 4
5 is made because it is not there
    recipe: Makefile:16
[5] 5
many is made because it is not there
    recipe: Makefile:15
    needs: 1 2 3 4 5
[6] many
$ xb many
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
many is made because 1 is newer, 2 is newer, 3 is newer and 2 more are
    recipe: Makefile:15
    needs: 1 2 3 4 5
[1] many
$ xb always long
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
always is made because it is not there
    recipe: Makefile:17
[1] always
long is made because it is not there
    recipe: Makefile:23
    LONG = : aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa : bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb...  (Makefile:18)
[2] long
$ xb below
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
below is made because it is no file (.PHONY)
    recipe: Makefile:24
    MAKE = $(MAKE_COMMAND)  (built in)
    MAKE_COMMAND = xb make  (built in)
[0] below
read Makefile
it is made because it is not there
    recipe: Makefile:1
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
1 is made because all is to be made (-B)
    recipe: Makefile:16
read Makefile
read inc.mk, which Makefile:4 includes
gone.mk, which Makefile:5 includes, is not there
prog is made because it is not there
    recipe: Makefile:7
    needs: main.o part.o
    after: dir
EXPECT
