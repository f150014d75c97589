# SPDX-License-Identifier: Apache-2.0
# With --auto-deps a Makefile that tracks no headers builds again what includes
# them, and what it makes is the same byte for byte.
# xb-only: make sees no headers
cat >Makefile <<'END'
CFLAGS = -g -O1
all: main.o part.o own.o quoted.o
own.o: own.c
	$(CC) $(CFLAGS) -MD -MF own.dep -c own.c -o own.o
quoted.o: quoted.c
	$(CC) $(CFLAGS) -DTEXT='"a b"' -c $< -o $@
END
echo 'int one;' >one.h
echo '#include "two.h"' >only.h
echo 'int two;' >two.h
for name in main own quoted; do
  printf '#include "one.h"\nint %s;\n' "$name" >"$name.c"
done
printf '#include "only.h"\nint part;\n' >part.c
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb -j1 "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
try
mkdir plain
mv ./*.o plain
rm own.dep
try --auto-deps
for object in *.o; do cmp "$object" "plain/$object"; done
ls own.dep
try --auto-deps
touch one.h
try --auto-deps
echo 'int three;' >>two.h
try --auto-deps
try --auto-deps
: >only.h
rm two.h
try --auto-deps
try --auto-deps
try

: <<'EXPECT'
$ xb
[1] main.o
[2] part.o
[3] own.o
[4] quoted.o
[exit 0]
$ xb --auto-deps
[1] main.o
[2] part.o
[3] own.o
[4] quoted.o
[exit 0]
own.dep
$ xb --auto-deps
xb: no work to do.
[exit 0]
$ xb --auto-deps
[1] main.o
[2] quoted.o
[exit 0]
$ xb --auto-deps
[1] part.o
[exit 0]
$ xb --auto-deps
xb: no work to do.
[exit 0]
$ xb --auto-deps
[1] part.o
[exit 0]
$ xb --auto-deps
xb: no work to do.
[exit 0]
$ xb
xb: no work to do.
[exit 0]
EXPECT
