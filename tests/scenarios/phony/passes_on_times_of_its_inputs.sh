# SPDX-License-Identifier: Apache-2.0
# An edge behind a phony is dirty when an input of the phony is newer.
old src
manifest <<'END'
rule cp
  command = cp src $out
build group: phony src
build out: cp group
END
run
newer src
run
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
