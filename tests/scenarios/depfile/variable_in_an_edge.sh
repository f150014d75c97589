# SPDX-License-Identifier: Apache-2.0
# An edge may set its own depfile.
old src a
manifest <<'END'
rule cc
  command = echo "$out: a" > $depfile && touch $out
  depfile = nothing
build out: cc src
  depfile = my.d
END
run
run
newer a
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: a" > my.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] echo "out: a" > my.d && touch out
[exit 0]
EXPECT
