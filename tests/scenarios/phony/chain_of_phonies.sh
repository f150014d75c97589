# SPDX-License-Identifier: Apache-2.0
# Phonies may name phonies.
old src
manifest <<'END'
rule cp
  command = cp src $out
build a: phony src
build b: phony a
build c: phony b
build out: cp | c
END
run
run
newer src
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
