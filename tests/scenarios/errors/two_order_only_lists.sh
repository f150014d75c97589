# SPDX-License-Identifier: Apache-2.0
# There is one list of each kind, in the order `|`, `||`, `|@`.
manifest <<'END'
build out: phony || a || b
END
run
manifest <<'END'
build out: phony || a | b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected newline, got '||'
2> build out: phony || a || b
2>                       ^ near here
[exit 1]
$ ninja
2> ninja: error: build.ninja:1: expected newline, got '|'
2> build out: phony || a | b
2>                       ^ near here
[exit 1]
EXPECT
