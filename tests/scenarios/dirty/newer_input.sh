# SPDX-License-Identifier: Apache-2.0
# An edge runs again when an input's content and time changed.
# also-as: xb
old src
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src
END
run
edit src changed
run
show out
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
--- out
changed
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
