# SPDX-License-Identifier: Apache-2.0
# Even the command of a bare edge comes from the file if it has one, and it is
# expanded there, where $out means nothing.
manifest <<'END'
command = echo from the file, "[$out]"
rule say
  command = echo rule
build out: say
END
run -v

: <<'EXPECT'
$ ninja -v
[1/1] echo from the file, "[]"
from the file, []
[exit 0]
EXPECT
