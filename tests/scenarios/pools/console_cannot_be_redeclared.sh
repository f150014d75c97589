# SPDX-License-Identifier: Apache-2.0
# The pool `console` is built in.
manifest <<'END'
pool console
  depth = 2
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: duplicate pool 'console'
2> pool console
2>             ^ near here
[exit 1]
EXPECT
