# SPDX-License-Identifier: Apache-2.0
# An edge needs a rule that has been declared before.
manifest <<'END'
build out: cc in
rule cc
  command = cc
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: unknown build rule 'cc'
2> build out: cc in
2>            ^ near here
[exit 1]
EXPECT
