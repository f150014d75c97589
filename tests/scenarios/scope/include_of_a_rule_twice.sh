# SPDX-License-Identifier: Apache-2.0
# An included rule is declared in the including scope, so only once.
cat >part.ninja <<'END'
rule say
  command = echo hello > $out
END
manifest <<'END'
include part.ninja
include part.ninja
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: part.ninja:1: duplicate rule 'say'
2> rule say
2>         ^ near here
[exit 1]
EXPECT
