# SPDX-License-Identifier: Apache-2.0
# A rule is declared once.
manifest <<'END'
rule say
  command = a
rule say
  command = b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:3: duplicate rule 'say'
2> rule say
2>         ^ near here
[exit 1]
EXPECT
