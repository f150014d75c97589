# SPDX-License-Identifier: Apache-2.0
# Profiles times platforms are one graph; tests and `xb run` go through the
# runner of a platform, a dependency is built by its compiler.
# xb-only: ninja knows no platforms
mkdir lib
echo 'int word(void) { return sizeof(int) + EXTRA; }' >lib/word.c
cat >lib/Makefile <<'END'
libword.a: word.c
	$(CC) $(CFLAGS) -DEXTRA=$(EXTRA) -c word.c
	$(AR) rcs $@ word.o
END
cat >main.c <<'END'
#include <stdio.h>
int word(void);
int main(void) {
#ifdef OTHER
  printf("other ");
#endif
  return printf("%d\n", word()) < 0;
}
END
cat >through.sh <<'END'
echo through: "${1##*/}"
exec "$@"
END
cat >xb.toml <<'END'
[platform.other]
cc = "cc -DOTHER"
ar = "ar"
cflags = ["-O1"]
runner = ["sh", "through.sh"]
[dependency.word]
path = "lib"
build = "make"
install = false
libs = ["libword.a"]
args = ["EXTRA=0"]
[dependency.word.platform.other]
args = ["EXTRA=3"]
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
try -p dev,prod --platform host,other
for program in build/*/app; do
  echo "$program: $($program)"
done
try --platform other run app
try --platform other -v xb.tests
try -p dev,prod --platform host,other
try --platform othr
rm xb.toml
try --platform other

: <<'EXPECT'
$ xb -p dev,prod --platform host,other
[exit 0]
build/dev-other/app: other 7
build/dev/app: 4
build/prod-other/app: other 7
build/prod/app: 4
$ xb --platform other run app
through: app
other 7
[exit 0]
$ xb --platform other -v xb.tests
through: check
other 7
[exit 0]
$ xb -p dev,prod --platform host,other
xb: no work to do.
[exit 0]
$ xb --platform othr
xb: error: Unknown profile `dev-othr`; did you mean `dev-other`?
[exit 1]
$ xb --platform other
xb: error: --platform is for the platforms of an xb.toml, and none is to be built here
[exit 1]
EXPECT
