# SPDX-License-Identifier: Apache-2.0
# An included file reads and writes the variables of the including one.
cat >part.ninja <<'END'
seen = $before
x = from part
rule say
  command = echo "$x; $seen" > $out
END
manifest <<'END'
before = outer
include part.ninja
build out: say
END
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo "from part; outer" > out
[exit 0]
--- out
from part; outer
EXPECT
