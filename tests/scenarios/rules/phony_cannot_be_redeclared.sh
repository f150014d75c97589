# SPDX-License-Identifier: Apache-2.0
# The rule `phony` is built in.
manifest <<'END'
rule phony
  command = a
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: duplicate rule 'phony'
2> rule phony
2>           ^ near here
[exit 1]
EXPECT
