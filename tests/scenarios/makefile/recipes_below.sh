# SPDX-License-Identifier: Apache-2.0
# Below a plain xb, makes that recipes start go by commands, too, and what they
# have run is on record; a make below GNU make or `xb make` knows times only.
# xb-only: make knows times only
mkdir lib
cat >Makefile <<'END'
FLAGS = -a
export FLAGS
.PHONY: all clean
all: sub.mk
	$(MAKE) -f sub.mk prog
	$(MAKE) -C lib
clean:
	rm -f prog lib/part
END
cat >sub.mk <<'END'
prog: main.c
	sed s/slow/'$(FLAGS)'/ main.c >prog
END
cat >lib/Makefile <<'END'
part: ../main.c
	sed s/slow/'$(FLAGS)'/ ../main.c >part
END
echo slow >main.c
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 "$@" 2>&1
}
try
try
echo '--- the command'
try FLAGS=-b
show prog lib/part
try FLAGS=-b
echo '--- what is on record'
try why FLAGS=-b prog | sed 's/[0-9-]* [0-9:]* [+0-9]*, [0-9.]* s/TIME/'
echo '--- nothing to do is remembered, whatever is on record'
try why --manifest FLAGS=-b | grep remembered
echo '--- times only'
try --freshness=mtime FLAGS=-c
xb make -s FLAGS=-d
show prog

: <<'EXPECT'
$ xb
[0] all
[1] prog
[1] part
$ xb
[0] all
--- the command
$ xb FLAGS=-b
[0] all
[1] prog
[1] part
--- prog
-b
--- lib/part
-b
$ xb FLAGS=-b
[0] all
--- what is on record
$ xb why FLAGS=-b prog
prog:
  last run:   TIME, succeeded
  because:    its command is another one
  before:     TIME, because it is not there
  command:    changed for that run
      sed
    - s/slow/'-a'/
    + s/slow/'-b'/
      main.c >prog
  now:        up to date
--- nothing to do is remembered, whatever is on record
  remembered: yes
--- times only
$ xb --freshness=mtime FLAGS=-c
[0] all
--- prog
-b
EXPECT
