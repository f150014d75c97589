# SPDX-License-Identifier: Apache-2.0
# Profiles exist without being written.  Each has its own outputs; several are
# one build; the plain manifest of one is for any ninja.
# xb-only: ninja knows no profiles
# needs: oracle
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9/]*\] //' "$SCRATCH/out" | LC_ALL=C sort
  echo "[exit $status]"
}
flags() {
  xb -p "$1" -t commands all | sed -n 's/ -MMD.*//; s/^cc //p' | head -n 1
}
cat >xb.toml <<'END'
jobs = 1

[target.all]
sources = ["main.c"]

[profile.dev]
warnings = "error"

[profile.fast]
inherits = "prod"
optimize = "fast"
strip = false
defines = ["FAST"]
verbosity = "normal"

[target.all.profile.prod]
defines = ["FOR_PROD"]
END
cat >main.c <<'END'
#include <stdio.h>
int main(void) {
#ifdef FAST
  puts("fast");
#endif
#ifdef FOR_PROD
  puts("for prod");
#endif
#ifdef NDEBUG
  puts("without asserts");
#endif
  return 0;
}
END
for profile in dev prod test fast; do
  echo "$profile: $(flags $profile)"
done
try
try -p fast
build/fast/all
try -p dev,prod
try -p dev,prod
build/prod/all
nm build/prod/all 2>&1 | grep -c ' main'
try -p dve
echo "a variable of the command line:"
try -D cflags+=-DFAST
build/dev/all
echo "for any ninja:"
xb -p test -t ninja -o build.ninja
oracle -v | sed 's/.*\(--coverage\).*/\1/'

: <<'EXPECT'
dev: -O0 -g3 -Wall -Wextra -Werror\s
prod: -O3 -flto=auto -DNDEBUG -DFOR_PROD
test: -O1 -g -Wall -Wextra --coverage\s
fast: -Ofast -flto=auto -DNDEBUG -DFAST -DFOR_PROD
$ xb
CC build/dev/obj/all/main.c.o
LINK build/dev/all
[exit 0]
$ xb -p fast
CC build/fast/obj/all/main.c.o
LINK build/fast/all
[exit 0]
fast
for prod
without asserts
$ xb -p dev,prod
CC build/prod/obj/all/main.c.o
LINK build/prod/all
[exit 0]
$ xb -p dev,prod
xb: no work to do.
[exit 0]
for prod
without asserts
0
$ xb -p dve
xb: error: Unknown profile `dve`; did you mean `dev`?
[exit 1]
a variable of the command line:
$ xb -D cflags+=-DFAST
CC build/dev/obj/all/main.c.o
LINK build/dev/all
[exit 0]
fast
for any ninja:
$ oracle -v
--coverage
--coverage
[exit 0]
EXPECT
