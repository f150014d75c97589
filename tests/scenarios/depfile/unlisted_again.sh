# SPDX-License-Identifier: Apache-2.0
# An input that is no longer listed no longer counts.
old src a b
manifest <<'END'
rule cc
  command = cp list $out.d && touch $out
  depfile = $out.d
build out: cc src
END
echo 'out: src a b' >list
run
echo 'out: src a' >list
newer src
run
newer b
run

: <<'EXPECT'
$ ninja
[1/1] cp list out.d && touch out
[exit 0]
$ ninja
[1/1] cp list out.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
