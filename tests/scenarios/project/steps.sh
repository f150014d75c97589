# SPDX-License-Identifier: Apache-2.0
# A step is any command: what it makes may be a source or a header, and what it
# reads may be a program that is built here.
# xb-only: ninja reads no project file
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9/]*\] //' "$SCRATCH/out"
  echo "[exit $status]"
}
cat >xb.toml <<'END'
jobs = 1

[project]
version = "1.2"

[target.tool]
sources = ["tool.c"]

[step.table]
command = "{target:tool} <{in} >{out}"
inputs = ["table.txt"]
outputs = ["{build}/table.c"]

[step.version]
command = ["echo '#define VERSION \"{version}\"' >{out}"]
outputs = ["{build}/made/version.h"]

[target.app]
sources = ["app.c", "{build}/table.c", "{build}/made/version.h"]
includes = ["{build}/made"]

[step.report]
command = """
pwd | sed 's|.*/||'
echo $GREETING {in}
"""
directory = "docs"
inputs = ["docs/*.txt"]
env = { GREETING = "it's me" }
timeout = 20
default = true
pool = "one"

[step.slow]
command = "while :; do :; done"
timeout = 1

[step.stamp]
command = "date +%N >>{out}; echo {profile} $HOME {none}"
outputs = ["{build}/stamp"]
always = true

[pool.one]
depth = 1
END
mkdir docs
echo one >"docs/a b.txt"
cat >tool.c <<'END'
#include <stdio.h>
int main(void) {
  int c;
  printf("const char* table(void) { return \"");
  while ((c = getchar()) != EOF && c != '\n') putchar(c);
  printf("\"; }\n");
  return 0;
}
END
cat >app.c <<'END'
#include <stdio.h>
#include "version.h"
const char* table(void);
int main(void) { return printf("%s %s\n", table(), VERSION) < 0; }
END
echo words >table.txt
HOME=/home/me
export HOME
try | sed "s|$PWD|DIR|g"
build/dev/app
try
echo "what it reads changes:"
edit table.txt "other words"
try
build/dev/app
try slow
try stamp
try stamp

: <<'EXPECT'
$ xb
CC build/dev/obj/tool/tool.c.o
LINK build/dev/tool
STEP table
STEP version
CC build/dev/obj/app/app.c.o
CC build/dev/obj/app/made/table.c.o
STEP report
docs
it's me DIR/docs/a b.txt
LINK build/dev/app
[exit 0]
words 1.2
$ xb
xb: no work to do.
[exit 0]
what it reads changes:
$ xb
STEP table
CC build/dev/obj/app/made/table.c.o
LINK build/dev/app
[exit 0]
other words 1.2
$ xb slow
STEP slow
FAILED: [code=137] build/dev/steps/slow.done\s
timeout --foreground -k 5 1 /bin/sh -c 'while :; do :; done' || { s=$?; [ $s -ne 124 ] || { echo 'timed out after 1 s' && kill -9 0; }; exit $s; } && touch build/dev/steps/slow.done
timed out after 1 s

1 step failed:
  build/dev/steps/slow.done (exit 137)
xb: build stopped: subcommand failed.
[exit 137]
$ xb stamp
STEP stamp
dev /home/me {none}
[exit 0]
$ xb stamp
STEP stamp
dev /home/me {none}
[exit 0]
EXPECT
