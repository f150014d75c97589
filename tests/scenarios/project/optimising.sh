# SPDX-License-Identifier: Apache-2.0
# Optimising by a profile: what counts is built first, runs, and its counts are
# an input of all objects.  Debugging information may have a file of its own.
# xb-only: ninja reads no project file
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9/]*\] //' "$SCRATCH/out" | LC_ALL=C sort
  echo "[exit $status]"
}
cat >xb.toml <<'END'
jobs = 1

[target.app]
sources = ["app.c", "work.c"]

[profile.fast]
inherits = "prod"
pgo = ["{build}/app 1000 >/dev/null"]

[profile.shipped]
inherits = "prod"
separate_debug = true
END
cat >app.c <<'END'
#include <stdio.h>
#include <stdlib.h>
int work(int n);
int main(int argc, char** argv) {
  return printf("%d\n", work(argc > 1 ? atoi(argv[1]) : 10)) < 0;
}
END
cat >work.c <<'END'
int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i % 7 == 0 ? i : 1;
  return sum;
}
END
try -p fast
build/fast/app
ls build/fast/obj/app/*.gcda
try -p fast
echo "an edit trains it again:"
edit app.c "$(sed 's/: 10)/: 20)/' app.c)"
try -p fast
try -p shipped
readelf -S build/shipped/app 2>&1 | grep -c ' .debug_info'
readelf -S build/shipped/app.debug 2>&1 | grep -c ' .debug_info'
try -p shipped,prod

: <<'EXPECT'
$ xb -p fast
CC build/fast/obj/app/app.c.o
CC build/fast/obj/app/work.c.o
CC build/fast/pgo/obj/app/app.c.o
CC build/fast/pgo/obj/app/work.c.o
LINK build/fast/app
LINK build/fast/pgo/app
TRAIN build/fast/pgo/counted
[exit 0]
15
build/fast/obj/app/app.c.gcda
build/fast/obj/app/work.c.gcda
$ xb -p fast
xb: no work to do.
[exit 0]
an edit trains it again:
$ xb -p fast
CC build/fast/obj/app/app.c.o
CC build/fast/obj/app/work.c.o
CC build/fast/pgo/obj/app/app.c.o
LINK build/fast/app
LINK build/fast/pgo/app
TRAIN build/fast/pgo/counted
[exit 0]
$ xb -p shipped
CC build/shipped/obj/app/app.c.o
CC build/shipped/obj/app/work.c.o
LINK build/shipped/app
[exit 0]
0
1
$ xb -p shipped,prod
CC build/prod/obj/app/app.c.o
CC build/prod/obj/app/work.c.o
LINK build/prod/app
[exit 0]
EXPECT
