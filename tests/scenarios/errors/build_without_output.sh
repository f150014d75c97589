# SPDX-License-Identifier: Apache-2.0
# A build statement needs an output; an implicit one is enough.
manifest <<'END'
build : phony
END
run
manifest <<'END'
build | out: phony
END
run out

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected path
2> build : phony
2>       ^ near here
[exit 1]
$ ninja out
ninja: no work to do.
[exit 0]
EXPECT
