# SPDX-License-Identifier: Apache-2.0
# A matrix of profiles and platforms is one graph; what was built for another
# machine runs through its runner, a dependency is built for it, too.
# xb-only: ninja knows no platforms
# needs: program aarch64-linux-gnu-gcc
# needs: program qemu-aarch64
mkdir lib
cat >lib/word.c <<'END'
int word(void) { return sizeof(void*); }
END
cat >lib/Makefile <<'END'
libword.a: word.c
	$(CC) -c word.c
	$(AR) rcs $@ word.o
END
cat >main.c <<'END'
#include <stdio.h>
#include <sys/utsname.h>
int word(void);
int main(void) {
  struct utsname name;
  uname(&name);
#ifdef NDEBUG
  printf("prod ");
#endif
  return printf("%s %d\n", name.machine, word()) < 0;
}
END
cat >xb.toml <<'END'
[platform.arm64]
triple = "aarch64-linux-gnu"
runner = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"]
[dependency.word]
path = "lib"
build = "make"
install = false
libs = ["libword.a"]
[target.app]
sources = ["main.c"]
deps = ["word"]
[target.check]
type = "test"
sources = ["main.c"]
deps = ["word"]
END
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  grep -v '^\[' "$SCRATCH/out"
  echo "[exit $status]"
}
try -p dev,prod --platform host,arm64
for program in build/*/app; do
  echo "$program: $(od -An -tu2 -j18 -N2 "$program" | tr -d ' ')"
done
qemu-aarch64 -L /usr/aarch64-linux-gnu build/prod-arm64/app
try --platform arm64 xb.tests
exists build/dev-arm64/tests/check.passed
try -p dev,prod --platform host,arm64
try --platform arm

: <<'EXPECT'
$ xb -p dev,prod --platform host,arm64
[exit 0]
build/dev-arm64/app: 183
build/dev/app: 62
build/prod-arm64/app: 183
build/prod/app: 62
prod aarch64 8
$ xb --platform arm64 xb.tests
aarch64 8
[exit 0]
build/dev-arm64/tests/check.passed: no
$ xb -p dev,prod --platform host,arm64
xb: no work to do.
[exit 0]
$ xb --platform arm
xb: error: Unknown profile `dev-arm`; did you mean `dev-arm64`?
[exit 1]
EXPECT
