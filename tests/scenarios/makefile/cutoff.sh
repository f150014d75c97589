# SPDX-License-Identifier: Apache-2.0
# As xb, a target that came out the same is no reason to go on only where that
# is certain: where its recipe writes nothing else, and the next one reads
# nothing else.
# xb-only: make knows times only
# needs: program gcc
cat >Makefile <<'END'
all: test lib.a linked other after listed map made
# A source includes what nobody names.
test: test.c util.o ; gcc test.c util.o -o test
util.o: util.c util.h ; gcc -c util.c -o util.o
lib.a: util.o ; ar rcs lib.a util.o
linked: main.o util.o ; gcc main.o util.o -o linked
main.o: main.c ; gcc -c main.c -o main.o
# The archive was made of a file that the next one reads as well.
other: copy ; cat copy note >other
copy: main.c note ; cp main.c copy
# A word tells that something has happened, not what.
after: stamp ; cp note after
stamp: note ; echo ok >stamp
# A name that begins like the target's, and what messages do.
listed: list ; cat list list.h >listed
list: main.c note
	cp main.c list
	cp note list.h
made: said ; cat said said.h >made
said: main.c note
	@cat note | tee said.h
	cp main.c said
map: prog ; grep -c . prog.map >map
prog: main.o util.o note ; gcc main.o util.o -Wl,--gc-sections,-Map=prog.map -o prog
END
echo '#define LIMIT 1' >util.h
printf '#include "util.h"\nint util(void) { return 7; }\n' >util.c
printf '#include "util.h"\nint main(void) { return LIMIT; }\n' >test.c
echo 'int util(void); int main(void) { return util() - 7; }' >main.c
echo 1 >note
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 --quiet "$@" >"$SCRATCH/out" 2>&1 || cat "$SCRATCH/out"
}
later() {
  settle
  echo "$2" >"$1"
}
try
later util.h '#define LIMIT 2'
echo '--- a header: not what only links'
xb -j1 | sed 's/.*] //'
./test
echo "test: $?"
later note 2
echo '--- a file that is read by the way'
xb -j1 | sed 's/.*] //' | grep -v '^1$\|^2$'
show other after listed made
xb -j1

: <<'EXPECT'
$ xb
--- a header: not what only links
util.o
test
prog
map
test: 2
--- a file that is read by the way
copy
other
stamp
after
list
listed
prog
map
said
made
--- other
int util(void); int main(void) { return util() - 7; }
2
--- after
2
--- listed
int util(void); int main(void) { return util() - 7; }
2
--- made
int util(void); int main(void) { return util() - 7; }
2
xb: no work to do.
EXPECT
