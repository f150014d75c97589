# SPDX-License-Identifier: Apache-2.0
# As xb, a recipe whose command has changed runs again, and what a recipe makes
# anew with the content that it had is no reason to go on.
# xb-only: make knows times only
cat >Makefile <<'END'
FLAGS = -a
STAMP := $(shell cat count)
COUNT = $(shell echo x >>asked; wc -l <asked)
all: prog lib.txt group1
prog: main.o part.o
	@echo LINK $@; cat $^ >$@
%.o: %.c
	@echo CC $@; sed s/slow/fast/ $< | grep -v -e'$(FLAGS) $(STAMP) $(COUNT)' >$@
lib.txt: one two
	echo $? >>$@
group1: main.o ; cp main.o group1; cp main.o group2
stamp: main.o ; cp main.o other; echo made >$@
after: stamp ; cp stamp $@
note: ; @echo note
below: ; +@echo $(FLAGS) >$@
END
echo 1 >count
echo slow >main.c
echo part >part.c
touch one two asked
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 "$@" 2>&1 | grep -v '^LINK\|^CC'
}
# Later than all that there is.
edit_later() {
  settle
  echo "$2" >"$1"
}
try
try
echo '--- the command'
try FLAGS=-b
try FLAGS=-b
try -d explain FLAGS=-c main.o
try why FLAGS=-c part.o | sed 's/[0-9-]* [0-9:]* [+0-9]*, [0-9.]* s/TIME/'
try FLAGS=-c
sed -i 's/@echo LINK/@echo   LINK now/; s/@echo CC/@echo a CC/' Makefile
try FLAGS=-c
echo '--- what $(shell) says is as it is written'
echo 2 >count
try FLAGS=-c
sed -i 's/cat count/cat count; :/' Makefile
try FLAGS=-c
sed -i 's/echo x/echo y/' Makefile
try FLAGS=-c main.o
echo '--- $? has all where the command is new'
sed -i 's/echo \$?/echo all $?/' Makefile
try FLAGS=-c lib.txt
show lib.txt
echo '--- the same content'
edit_later main.c fast
try FLAGS=-c
try FLAGS=-c
try why FLAGS=-c main.o | grep result
edit_later main.c faster
try FLAGS=-c
echo '--- a time is no content'
try FLAGS=-c after
edit_later main.c fastest
try FLAGS=-c after
settle
touch main.o
try FLAGS=-c stamp
echo '--- what make has made'
settle
touch part.c
xb make -s prog >/dev/null
try FLAGS=-d prog
try --freshness=mtime FLAGS=-e
try why note
try why nothing
try why
xb make -s FLAGS=-f
rm -r .xb
try FLAGS=-g
ls

: <<'EXPECT'
$ xb
[1] main.o
[2] part.o
[3] prog
[4] lib.txt
[5] group1
$ xb
xb: no work to do.
--- the command
$ xb FLAGS=-b
[1] main.o
[2] part.o
[3] group1
$ xb FLAGS=-b
xb: no work to do.
$ xb -d explain FLAGS=-c main.o
Makefile:8: update target 'main.o' due to: its command is another one
[1] main.o
$ xb why FLAGS=-c part.o
part.o:
  last run:   TIME, succeeded
  because:    its command is another one
  result:     the content that it had before
  before:     TIME, because it is not there
  command:    changed for that run
      ... | grep -v
    - -e'-a
    + -e'-b
      $(shell cat count) ...
  now:        out of date
      part.o: its command is another one
$ xb FLAGS=-c
[1] part.o
[2] group1
$ xb FLAGS=-c
xb: no work to do.
--- what $(shell) says is as it is written
$ xb FLAGS=-c
xb: no work to do.
$ xb FLAGS=-c
[1] main.o
a CC main.o
[2] part.o
a CC part.o
[3] group1
$ xb FLAGS=-c main.o
[1] main.o
a CC main.o
--- $? has all where the command is new
$ xb FLAGS=-c lib.txt
[1] lib.txt
--- lib.txt
one two
all one two
--- the same content
$ xb FLAGS=-c
[1] main.o
a CC main.o
[2] part.o
a CC part.o
[3] group1
$ xb FLAGS=-c
xb: no work to do.
  result:     the content that it had before
$ xb FLAGS=-c
[1] main.o
a CC main.o
[2] prog
[3] group1
--- a time is no content
$ xb FLAGS=-c after
[1] stamp
[2] after
$ xb FLAGS=-c after
[1] main.o
a CC main.o
[2] stamp
[3] after
$ xb FLAGS=-c stamp
[1] stamp
--- what make has made
$ xb FLAGS=-d prog
xb: no work to do.
$ xb --freshness=mtime FLAGS=-e
[1] group1
$ xb why note
note:
  last run:   none that is on record
  now:        out of date
      note: it is not there
$ xb why nothing
nothing:
  last run:   none that is on record
xb: *** No rule to make target 'nothing'.  Stop.
$ xb why
xb: error: `why` needs a target, or --manifest
$ xb FLAGS=-g
xb: no work to do.
Makefile
after
asked
count
group1
group2
lib.txt
main.c
main.o
one
other
part.c
part.o
prog
stamp
two
EXPECT
