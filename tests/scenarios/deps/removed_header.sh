# SPDX-License-Identifier: Apache-2.0
# A recorded header that is gone makes the edge run.
# also-as: xb
old src a.h
manifest <<'END'
rule cc
  command = cp list $out.d && touch $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
echo 'out: src a.h' >list
run
rm a.h
echo 'out: src' >list
run
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
