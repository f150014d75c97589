# SPDX-License-Identifier: Apache-2.0
# A phony edge may have several outputs.
old src
manifest <<'END'
rule cp
  command = cp src $out
build a b: phony src
build out: cp | a b
END
run
newer src
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
