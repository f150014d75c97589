# SPDX-License-Identifier: Apache-2.0
# gen, run, init, install and coverage; a target of that name comes first.
# xb-only: ninja reads no project file
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9/]*\] //' "$SCRATCH/out"
  echo "[exit $status]"
}
XB_JOBS=1
export XB_JOBS
mkdir src include
cat >src/main.c <<'END'
#include <stdio.h>
#include "hello.h"
/* int main(void) */
int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) hello(argv[i]);
  return argc == 1 ? 7 : 0;
}
END
cat >src/hello.c <<'END'
#include "hello.h"
#include <stdio.h>
void hello(const char* who) { printf("hello %s\n", who); }
END
echo 'void hello(const char* who);' >include/hello.h
try run
try init
sed "s/\"$(basename "$PWD")\"/\"hello\"/; s/^.target.*/[target.hello]/" xb.toml >toml
mv toml xb.toml
cat xb.toml
try init
try gen
try gen
try run hello -- you "and me"
try run
try run helo
try -p prod run -- x
cat >>xb.toml <<'END'
[install]
headers = ["include/*.h"]
files = { "xb.toml" = "share/hello" }

[target.hello]
END
sed -i 's/^sources = .*/&\ninstall = true/; $d' xb.toml
DESTDIR=$PWD/root try -p prod -D prefix=/opt install
find root -type f | sort
root/opt/bin/hello it
echo "a target of that name:"
printf '[target.run]\nsources = ["src/*.c"]\n' >>xb.toml
try run
try coverage

: <<'EXPECT'
$ xb run
xb: error: There is no xb.toml here that says what is to be built; `xb init` writes one
[exit 1]
$ xb init
xb: wrote xb.toml
[exit 0]
# What xb builds here; the manual has every key.  `xb` builds the profile dev,
# `xb -p prod` one to give away, `xb test` runs the tests.

[project]
name = "hello"
includes = ["include"]
# c_std = "c11"
# cxx_std = "c++17"

[target.hello]
sources = ["src/*.c"]

# The profiles dev, prod and test exist; this changes them.
# [profile.dev]
# sanitize = ["address", "undefined"]
# linker = ["mold", "lld"]
$ xb init
xb: error: `xb.toml` is there already; `xb init` does not write over it
[exit 1]
$ xb gen
xb: wrote build.xb
[exit 0]
$ xb gen
xb: build.xb is up to date
[exit 0]
$ xb run hello -- you and me
CC build/dev/obj/hello/src/main.c.o
CC build/dev/obj/hello/src/hello.c.o
LINK build/dev/hello
hello you
hello and me
[exit 0]
$ xb run
[exit 7]
$ xb run helo
xb: error: `helo` is no program of xb.toml; did you mean `hello`?
[exit 1]
$ xb -p prod run -- x
CC build/prod/obj/hello/src/main.c.o
CC build/prod/obj/hello/src/hello.c.o
LINK build/prod/hello
hello x
[exit 0]
$ xb -p prod -D prefix=/opt install
INSTALL to /opt
[exit 0]
root/opt/bin/hello
root/opt/include/hello.h
root/opt/share/hello/xb.toml
hello it
a target of that name:
$ xb run
CC build/dev/obj/run/src/main.c.o
CC build/dev/obj/run/src/hello.c.o
LINK build/dev/run
[exit 0]
$ xb coverage
xb: error: There are no tests; `type = "test"` makes one
[exit 1]
EXPECT
