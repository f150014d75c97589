# SPDX-License-Identifier: Apache-2.0
# Options choose sources and macros; profiles may have others of them.
# xb-only: ninja reads no project file
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb --quiet "$@" 2>&1 || status=$?
  [ "$status" = 0 ] || echo "[exit $status]"
}
cat >xb.toml <<'END'
[option.tls]
help = "with encryption"
define = "USE_TLS"

[option.backend]
type = "choice"
choices = ["epoll", "poll"]

[option.level]
type = "integer"
default = 2
define = "LEVEL"

[target.app]
sources = ["app.c"]
defines = ['BACKEND="{option:backend}"']

[target.app.option.tls]
sources = ["tls.c"]

[target.app.option."backend=poll"]
defines = ["POLLS"]

[profile.prod]
options = { level = "9" }
END
cat >app.c <<'END'
#include <stdio.h>
int tls(void);
int main(void) {
#ifdef USE_TLS
  tls();
#endif
#ifdef POLLS
  puts("polls");
#endif
  return printf("%s %d\n", BACKEND, LEVEL) < 0;
}
END
cat >tls.c <<'END'
#include <stdio.h>
int tls(void) { return puts("tls"); }
END
try
build/dev/app
try -D tls=true -D backend=poll -D level=5
build/dev/app
try
build/dev/app
try -p dev,prod
build/prod/app
try -D tls=maybe
try -D backend=select
try -D tsl=true

: <<'EXPECT'
$ xb
epoll 2
$ xb -D tls=true -D backend=poll -D level=5
tls
polls
poll 5
$ xb
epoll 2
$ xb -p dev,prod
epoll 9
$ xb -D tls=maybe
xb: error: -D tls=maybe: it must be true or false
[exit 1]
$ xb -D backend=select
xb: error: -D backend=select: it must be one of `epoll`, `poll`
[exit 1]
$ xb -D tsl=true
xb: error: The manifest has no variable `tsl` for -D
[exit 1]
EXPECT
