# SPDX-License-Identifier: Apache-2.0
# Dependencies of a project: got, locked, built beside each other and beside
# sources that do not need them, and again only when what decides them changes.
# xb-only: ninja knows no dependencies
# needs: program curl
# normalise: [0-9a-f]{64} => SHA256
mkdir -p two-1 one src
echo '#define ONE 1' >one/one.h
cat >two-1/two.c <<'END'
#include "one.h"
int two(void) { return ONE + EXTRA; }
END
echo 'int two(void);' >two-1/two.h
cat >two-1/Makefile <<'END'
all:
	$(CC) $(CPPFLAGS) $(CFLAGS) -DEXTRA=$(EXTRA) -c two.c
	ar rcs libtwo.a two.o
	echo two >>$(HOME)/builds
END
tar -czf two-1.tar.gz two-1
rm -r two-1
cat >src/main.c <<'END'
#include <stdio.h>
#include "two.h"
int other(void);
int main(void) { return printf("%d\n", two() + other()) < 0; }
END
echo 'int other(void) { return 40; }' >src/other.c
cat >xb.toml <<END
[dependency.one]
path = "one"
includes = ["."]
[dependency.two]
url = ["http://127.0.0.1:1/two-1.tar.gz", "file://$PWD/two-1.tar.gz"]
build = "make"
install = false
args = ["EXTRA=1", "CPPFLAGS=-I\$XB_DEP_ONE"]
libs = ["libtwo.a"]
includes = ["."]
deps = ["one"]
[dependency.two.profile.prod]
args = ["EXTRA=2"]
[target.app]
sources = ["src/*.c"]
deps = ["two"]
END
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9]*\/[0-9]*\] //' "$SCRATCH/out" | grep -v '^CC\|^LINK'
  echo "[exit $status] built: $(cat "$HOME/builds" 2>/dev/null | wc -l)"
}
try
try deps
try deps fetch
try lock
cat xb.lock
rm two-1.tar.gz
export XB_OFFLINE=1
try
build/dev/app
try
try -p prod
build/prod/app
echo "it is built with another one:"
edit one/one.h '#define ONE 11'
try
build/dev/app
echo "in another checkout:"
mkdir "$SCRATCH/other"
cp -r one src xb.toml xb.lock "$SCRATCH/other"
try -C "$SCRATCH/other" two
echo "what there is:"
try deps
try deps --graph
try clean
try
echo "errors:"
edit xb.toml "$(sed 's/deps = \["one"\]/deps = ["on"]/' xb.toml)"
try
edit xb.toml "$(sed 's/deps = \["on"\]/deps = ["two"]/' xb.toml)"
try
edit xb.toml "$(sed 's/^build = .*/build = "mak"/' xb.toml)"
try

: <<'EXPECT'
$ xb
xb: error: xb.toml:4:13: `dependency.two` has no `sha256`; `xb lock` finds it out and keeps it in xb.lock
[dependency.two]
            ^
[exit 1] built: 0
$ xb deps
one  one
two  http://127.0.0.1:1/two-1.tar.gz, not locked
[exit 0] built: 0
$ xb deps fetch
xb: error: `two` has no hash; `xb lock` finds it out
[exit 1] built: 0
$ xb lock
two  SHA256
[exit 0] built: 0
# Written by `xb lock`: what was behind each address.

[dependency."two"]
from = "http://127.0.0.1:1/two-1.tar.gz"
hash = "SHA256"
$ xb
DEP build/dev/deps/one
DEP build/dev/deps/two
[exit 0] built: 1
42
$ xb
xb: no work to do.
[exit 0] built: 1
$ xb -p prod
DEP build/prod/deps/one
DEP build/prod/deps/two
[exit 0] built: 2
43
it is built with another one:
$ xb
DEP build/dev/deps/one
DEP build/dev/deps/two
[exit 0] built: 3
52
in another checkout:
$ xb -C $ROOT/scratch/other two
xb: Entering directory `$ROOT/scratch/other'
DEP build/dev/deps/one
DEP build/dev/deps/two
[exit 0] built: 3
what there is:
$ xb deps
one  one, built for dev, prod
two  http://127.0.0.1:1/two-1.tar.gz, in the store, built for dev, prod
[exit 0] built: 3
$ xb deps --graph
digraph deps {
rankdir="LR"
node [shape=box]
"one" [style=filled]
"two" [style=filled]
"two" -> "one"
"app" -> "two"
}
[exit 0] built: 3
$ xb clean
Cleaning... 8 files.
[exit 0] built: 3
$ xb
DEP build/dev/deps/one
DEP build/dev/deps/two
[exit 0] built: 3
errors:
$ xb
xb: error: xb.toml:11:9: `on` is no dependency; did you mean `one`?
deps = ["on"]
        ^
[exit 1] built: 3
$ xb
xb: error: xb.toml:11:9: `two` and `two` need each other
deps = ["two"]
        ^
[exit 1] built: 3
$ xb
xb: error: xb.toml:6:1: `build` of `dependency.two` cannot be `mak`; did you mean `make`?
build = "mak"
^
[exit 1] built: 3
EXPECT
