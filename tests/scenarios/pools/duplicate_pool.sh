# SPDX-License-Identifier: Apache-2.0
# A pool is declared once.
manifest <<'END'
pool p
  depth = 1
pool p
  depth = 2
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:3: duplicate pool 'p'
2> pool p
2>       ^ near here
[exit 1]
EXPECT
