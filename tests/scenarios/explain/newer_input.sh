# SPDX-License-Identifier: Apache-2.0
# An input that is newer.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build b: cp a
END
quietly
newer src
run -d explain -j1

: <<'EXPECT'
$ ninja -d explain -j1
[1/2] cp src a
[2/2] cp a b
2> ninja explain: output a older than most recent input src (TIME vs TIME)
2> ninja explain: a is dirty
[exit 0]
EXPECT
