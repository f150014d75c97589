# SPDX-License-Identifier: Apache-2.0
# An xb.toml is built in one step.  The manifest is made again when it would be
# another: a file that a pattern matches appears or goes; an edit is no reason.
# xb-only: ninja reads no project file
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
# Whether build.xb is another file than at the last look.
look() {
  stat -c %i:%y build.xb >"$SCRATCH/now"
  cmp -s "$SCRATCH/now" "$SCRATCH/before" && echo "build.xb is the same" ||
    echo "build.xb is new"
  mv "$SCRATCH/now" "$SCRATCH/before"
}
mkdir src lib
cat >xb.toml <<'END'
jobs = 1
[project]
name = "hello"

[target.text]
type = "static"
sources = ["lib/*.c"]
public.includes = ["lib"]

[target.hello]
sources = ["src/**/*.c"]
exclude = ["src/*_old.c"]
deps = ["text"]
END
echo 'const char* text(void) { return "hello"; }' >lib/text.c
echo 'const char* text(void);' >lib/text.h
cat >src/main.c <<'END'
#include <stdio.h>
#include "text.h"
int main(void) { return puts(text()) < 0; }
END
echo 'no C at all' >src/main_old.c
try
build/dev/hello
look
try
echo "an edit, and a file that nothing matches:"
edit lib/text.c 'const char* text(void) { return "changed"; }'
echo words >src/notes.txt
try
build/dev/hello
look
echo "one that is matched:"
mkdir src/deep
echo 'int deep;' >src/deep/more.c
try
look
rm src/deep/more.c
try
look
try
look
echo "a comment:"
echo '# nothing' >>xb.toml
try
try hello
try -t targets all | grep main
echo "the generated file is damaged, and lost:"
echo '# edited' >>build.xb
try
tail -n 1 build.xb
rm build.xb
try

: <<'EXPECT'
$ xb
[1/4] CC build/dev/obj/text/lib/text.c.o
[2/4] AR build/dev/libtext.a
[3/4] CC build/dev/obj/hello/src/main.c.o
[4/4] LINK build/dev/hello
[exit 0]
hello
build.xb is new
$ xb
xb: no work to do.
[exit 0]
an edit, and a file that nothing matches:
$ xb
[1/3] CC build/dev/obj/text/lib/text.c.o
[2/3] AR build/dev/libtext.a
[3/3] LINK build/dev/hello
[exit 0]
changed
build.xb is the same
one that is matched:
$ xb
[1/2] CC build/dev/obj/hello/src/deep/more.c.o
[2/2] LINK build/dev/hello
[exit 0]
build.xb is new
$ xb
[1/1] LINK build/dev/hello
[exit 0]
build.xb is new
$ xb
xb: no work to do.
[exit 0]
build.xb is the same
a comment:
$ xb
xb: no work to do.
[exit 0]
$ xb hello
xb: no work to do.
[exit 0]
build/dev/obj/hello/src/main.c.o: cc.hello
the generated file is damaged, and lost:
$ xb
xb: no work to do.
[exit 0]
default text hello
$ xb
xb: no work to do.
[exit 0]
EXPECT
