# SPDX-License-Identifier: Apache-2.0
# A binding on an edge is a name and a value.
manifest <<'END'
build out: phony
  x y
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected '=', got identifier
2>   x y
2>     ^ near here
[exit 1]
EXPECT
